/*
 * The knobs of the schedule that can be turned while a script runs, and their texts: the interval,
 * the seed, the policy. The holder's, all of them.
 */
#ifndef BT_VM_KNOBS_H
#define BT_VM_KNOBS_H

#include "vm/gil.h"

// "17", "10..20" (or "~10..20") or "inf" as a switch interval, *n to *max; false if it is none of them.
bool bt_switch_parse(const char *text, uint64_t *n, uint64_t *max);

// Begin all that is drawn by chance anew from a seed: the policy's choices, the lengths of turns.
void bt_knobs_seed(struct bt_gil *gil, uint64_t seed);

/*
 * Another policy from now on, its parameter checked (NULL: none; copied). Neither the old nor the
 * new one may be BT_POLICY_KERNEL. The ready threads enter it in the order in which they would have
 * run. N is the run's again where the old policy had chosen it. false: MemoryError, and nothing has
 * changed.
 */
BT_MUST_CHECK bool bt_knobs_set_policy(struct bt_vthread *th, const struct bt_policy *policy,
                                       const char *parameter);

#endif
