/*
 * From "the parser cannot take this token" to the message that Python gives. Private to parser/.
 */
#ifndef BT_PARSER_EXPLAIN_H
#define BT_PARSER_EXPLAIN_H

#include "parser/build.h"
#include "parser/driver.h"

/* Sets the error for a parse that failed at `token`, the first that continues nothing. */
void bt_explain(struct bt_parser *p, enum bt_parse_mode mode, const struct bt_token *token);

#endif
