/*
 * Syntax errors in Python's words. See explain.h.
 */
#include "parser/explain.h"

void bt_explain(struct bt_parser *p, enum bt_parse_mode mode, const struct bt_token *token)
{
    (void)mode;
    bt_build_error(p, token->span, "invalid syntax");
}
