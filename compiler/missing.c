#include "compiler/unit.h"
void bt_type_alias(struct bt_compiler *c, const struct bt_stmt *s)
{
    bt_context_error(c, s->span, "type aliases are not supported yet");
}
