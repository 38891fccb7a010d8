/*
 * From "the parser cannot take this token" to the message that Python gives. Private to parser/.
 */
#ifndef BT_PARSER_EXPLAIN_H
#define BT_PARSER_EXPLAIN_H

#include "parser/build.h"
#include "parser/driver.h"

/*
 * Sets the error for a parse that failed at token number `failed` (from 0), the first that
 * continues nothing, or the one after which a constructor was in doubt: its error stands, then,
 * unless there are better words.
 */
void bt_explain(struct bt_parser *p, enum bt_parse_mode mode, uint32_t failed);

#endif
