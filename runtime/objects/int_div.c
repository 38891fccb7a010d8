/*
 * Division of ints: // % divmod, with Python's rule that the quotient is rounded down and the
 * remainder has the divisor's sign; and the greatest common divisor.
 *
 * Of quotient and remainder only what is asked for becomes an object. The other one is written to
 * scratch memory, on the C stack where it fits.
 */
#include "runtime/objects/heap.h"
#include "runtime/objects/int_impl.h"
#include "runtime/objects/seq.h"

#define STACK_LIMBS 96u

// Limbs that are gone when the operation ends.
struct scratch {
    mp_limb_t local[STACK_LIMBS];
    mp_limb_t *block;
    size_t n;
};

static mp_limb_t *scratch_take(struct bt_thread *th, struct scratch *s, size_t n)
{
    s->n = n;
    s->block = n <= STACK_LIMBS ? s->local : bt_mem_alloc(th, n * sizeof *s->block);
    return s->block;
}

static void scratch_release(struct bt_thread *th, struct scratch *s)
{
    if (s->block != NULL && s->block != s->local)
        bt_mem_free(th->interp, s->block, s->n * sizeof *s->block);
}

static bool small_divmod(struct bt_thread *th, int64_t a, int64_t b, bt_value *q, bt_value *r)
{
    int64_t quotient = a / b, rest = a % b;
    if (rest != 0 && (rest ^ b) < 0) {
        rest += b;
        quotient--;
    }
    if (r != NULL)
        *r = bt_from_small(rest);
    if (q == NULL)
        return true;
    *q = bt_int_from_i64(th, quotient); // 2^47 by -1 is the one large result
    return !bt_is_error(*q);
}

// |a| < |b| in limbs: nothing to divide.
static bool nothing_to_divide(struct bt_thread *th, bt_value va, bt_value vb, bool down,
                              bt_value *q, bt_value *r)
{
    if (q != NULL)
        *q = bt_from_small(down ? -1 : 0);
    if (r != NULL)
        *r = down ? bt_int_add(th, va, vb) : bt_int_unwrap(va);
    return r == NULL || !bt_is_error(*r);
}

// The divisor is one limb. `down`: the signs differ, so a remainder takes the quotient one down.
static bool divide_by_limb(struct bt_thread *th, const struct bt_int_view *a,
                           const struct bt_int_view *b, bool down, bt_value *q, bt_value *r)
{
    mp_limb_t d = b->limbs[0], rest;
    if (q != NULL) {
        struct bt_bigint *big = bt_int_alloc(th, a->n + 1);
        if (big == NULL)
            return false;
        rest = mpn_divrem_1(big->limbs, 0, a->limbs, (mp_size_t)a->n, d);
        big->limbs[a->n] = down && rest ? mpn_add_1(big->limbs, big->limbs, (mp_size_t)a->n, 1) : 0;
        *q = bt_int_finish(big, a->n + 1, down);
    } else {
        rest = mpn_mod_1(a->limbs, (mp_size_t)a->n, d);
    }
    if (r == NULL)
        return true;
    if (down && rest)
        rest = d - rest;
    *r = bt_int_from_limbs(th, &rest, 1, b->negative);
    return !bt_is_error(*r);
}

static bool divide_by_limbs(struct bt_thread *th, const struct bt_int_view *a,
                            const struct bt_int_view *b, bool down, bt_value *q, bt_value *r)
{
    size_t n = a->n - b->n + 1;
    struct bt_bigint *quotient = NULL, *rest = NULL;
    struct scratch spare;
    spare.block = NULL; // its limbs are left as they are
    bool ok = false;
    if (!bt_int_scratch(th, a->n + b->n))
        return false;
    if (q != NULL && (quotient = bt_int_alloc(th, n + 1)) == NULL)
        goto done;
    if (r != NULL && (rest = bt_int_alloc(th, b->n)) == NULL)
        goto done;
    size_t need = (q == NULL ? n : 0) + (r == NULL ? b->n : 0);
    if (need > 0 && scratch_take(th, &spare, need) == NULL)
        goto done;
    mp_limb_t *ql = q != NULL ? quotient->limbs : spare.block;
    mp_limb_t *rl = r != NULL ? rest->limbs : spare.block + (q == NULL ? n : 0);
    mpn_tdiv_qr(ql, rl, 0, a->limbs, (mp_size_t)a->n, b->limbs, (mp_size_t)b->n);
    down = down && !mpn_zero_p(rl, (mp_size_t)b->n);
    if (q != NULL) {
        quotient->limbs[n] = down ? mpn_add_1(ql, ql, (mp_size_t)n, 1) : 0;
        *q = bt_int_finish(quotient, n + 1, a->negative != b->negative);
    }
    if (r != NULL) {
        if (down)
            (void)mpn_sub_n(rl, b->limbs, rl, (mp_size_t)b->n);
        *r = bt_int_finish(rest, b->n, b->negative);
    }
    ok = true;
done:
    scratch_release(th, &spare);
    return ok;
}

bool bt_int_floor_divmod(struct bt_thread *th, bt_value va, bt_value vb, bt_value *q, bt_value *r)
{
    if (bt_both_small(va, vb))
        return small_divmod(th, bt_small(va), bt_small(vb), q, r);
    struct bt_int_view a, b;
    bt_int_look(va, &a);
    bt_int_look(vb, &b);
    bool down = a.n > 0 && a.negative != b.negative;
    if (a.n < b.n)
        return nothing_to_divide(th, va, vb, down, q, r);
    if (b.n == 1)
        return divide_by_limb(th, &a, &b, down, q, r);
    return divide_by_limbs(th, &a, &b, down, q, r);
}

bt_value bt_int_divide(struct bt_thread *th, enum bt_binop op, bt_value a, bt_value b)
{
    if (bt_same(b, bt_from_small(0)))
        return bt_raise(th, BT_EXC_ZERO_DIVISION_ERROR,
                        op == BT_OP_MOD ? "integer modulo by zero"
                                        : "integer division or modulo by zero");
    bt_value q = BT_ERROR, r = BT_ERROR;
    if (!bt_int_floor_divmod(th, a, b, op == BT_OP_MOD ? NULL : &q,
                             op == BT_OP_FLOORDIV ? NULL : &r))
        return BT_ERROR;
    return op == BT_OP_FLOORDIV ? q : op == BT_OP_MOD ? r : bt_tuple_of(th, 2, q, r);
}

// ---- the greatest common divisor ----

static uint64_t word_gcd(uint64_t a, uint64_t b)
{
    if (a == 0 || b == 0)
        return a | b;
    int twos = __builtin_ctzl(a | b);
    a >>= __builtin_ctzl(a);
    while (b != 0) {
        b >>= __builtin_ctzl(b);
        if (a > b) {
            uint64_t t = a;
            a = b;
            b = t;
        }
        b -= a;
    }
    return a << twos;
}

// x, of n limbs, without its factors of two: the new length.
static size_t make_odd(mp_limb_t *x, size_t n, uint64_t twos)
{
    size_t whole = (size_t)(twos / BT_LIMB_BITS);
    unsigned part = (unsigned)(twos % BT_LIMB_BITS);
    n -= whole;
    if (part)
        (void)mpn_rshift(x, x + whole, (mp_size_t)n, part);
    else if (whole)
        memmove(x, x + whole, n * sizeof *x);
    return n - (x[n - 1] == 0);
}

// Both of them made odd in scratch memory, divided by GMP, and the common twos put back.
static bt_value limbs_gcd(struct bt_thread *th, const struct bt_int_view *a,
                          const struct bt_int_view *b)
{
    struct scratch s;
    bt_value result = BT_ERROR;
    if (!bt_int_scratch(th, 2 * (a->n + b->n)) || scratch_take(th, &s, a->n + 2 * b->n) == NULL)
        return BT_ERROR;
    mp_limb_t *x = s.block, *y = x + a->n, *gcd = y + b->n;
    memcpy(x, a->limbs, a->n * sizeof *x);
    memcpy(y, b->limbs, b->n * sizeof *y);
    uint64_t twos_x = mpn_scan1(x, 0), twos_y = mpn_scan1(y, 0);
    size_t nx = make_odd(x, a->n, twos_x), ny = make_odd(y, b->n, twos_y);
    if (nx < ny || (nx == ny && mpn_cmp(x, y, (mp_size_t)nx) < 0)) {
        mp_limb_t *t = x;
        x = y;
        y = t;
        size_t n = nx;
        nx = ny;
        ny = n;
    }
    mp_size_t n = mpn_gcd(gcd, x, (mp_size_t)nx, y, (mp_size_t)ny);
    result = bt_int_from_limbs(th, gcd, (size_t)n, false);
    scratch_release(th, &s);
    uint64_t twos = twos_x < twos_y ? twos_x : twos_y;
    return bt_is_error(result) || twos == 0 ? result : bt_int_shift_left(th, result, twos);
}

bt_value bt_int_gcd(struct bt_thread *th, bt_value va, bt_value vb)
{
    if (bt_is_small(va) && bt_is_small(vb)) {
        int64_t x = bt_small(va), y = bt_small(vb);
        return bt_int_from_i64(
            th, (int64_t)word_gcd((uint64_t)(x < 0 ? -x : x), (uint64_t)(y < 0 ? -y : y)));
    }
    struct bt_int_view a, b;
    bt_int_look(va, &a);
    bt_int_look(vb, &b);
    if (a.n <= 1 && b.n <= 1)
        return bt_int_from_u64(th, word_gcd(a.n ? a.limbs[0] : 0, b.n ? b.limbs[0] : 0));
    if (a.n == 0 || b.n == 0) {
        const struct bt_int_view *rest = a.n ? &a : &b;
        return bt_int_from_limbs(th, rest->limbs, rest->n, false);
    }
    if (a.n == 1 || b.n == 1) {
        const struct bt_int_view *many = a.n > 1 ? &a : &b, *one = a.n > 1 ? &b : &a;
        return bt_int_from_u64(
            th, word_gcd(mpn_mod_1(many->limbs, (mp_size_t)many->n, one->limbs[0]), one->limbs[0]));
    }
    return a.n >= b.n ? limbs_gcd(th, &a, &b) : limbs_gcd(th, &b, &a);
}
