// What the files of list share; others come in through seq.h.
#ifndef BT_OBJECTS_LIST_H
#define BT_OBJECTS_LIST_H

#include "runtime/objects/seq.h"

// Room for `more` further items. false with MemoryError.
BT_MUST_CHECK bool bt_list_reserve(struct bt_thread *th, struct bt_list *list, size_t more);

// Replace the n items from `at` by n_with others (which are not in this list's own block).
BT_MUST_CHECK bool bt_list_splice(struct bt_thread *th, struct bt_list *list, size_t at, size_t n,
                                  const bt_value *with, size_t n_with);

void bt_list_clear(struct bt_thread *th, struct bt_list *list);

// An index within the list as it is after __index__; IndexError with `message`. [py]
BT_MUST_CHECK bool bt_list_index(struct bt_thread *th, bt_value self, bt_value key,
                                 const char *message, size_t *out);

extern const struct bt_fn_spec bt_list_methods[];

#endif
