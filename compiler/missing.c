#include "compiler/unit.h"
void bt_type_alias(struct bt_compiler *c, const struct bt_stmt *s) { bt_context_error(c, s->span, "type aliases are not supported yet"); }
bool bt_unparse(struct bt_compiler *c, const struct bt_expr *e, struct bt_image_const *out) { (void)out; return bt_context_error(c, e->span, "annotations as text are not supported yet"); }
