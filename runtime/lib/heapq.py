"""Lists that are heaps: the smallest item is always at [0].

The operations on one heap are native (_heapq), each of them one instruction.
"""

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest',
           'heappushpop']

from _heapq import (heappush, heappop, heapify, heapreplace, heappushpop, _heappop_max,
                    _heapreplace_max, _heapify_max)


def merge(*iterables, key=None, reverse=False):
    """Merge sorted inputs into one sorted output, item by item."""
    pop, replace, make = heappop, heapreplace, heapify
    direction = 1
    if reverse:
        pop, replace, make = _heappop_max, _heapreplace_max, _heapify_max
        direction = -1
    # [key, number of the input, item, function that gives the next]: the number keeps it stable
    heap = []
    for number, iterable in enumerate(map(iter, iterables)):
        for value in iterable:
            first = value if key is None else key(value)
            heap.append([first, number * direction, value, iterable.__next__])
            break
    make(heap)
    while heap:
        entry = heap[0]
        yield entry[2]
        try:
            value = entry[3]()
        except StopIteration:
            pop(heap)
            continue
        entry[0] = value if key is None else key(value)
        entry[2] = value
        replace(heap, entry)


def _best(n, iterable, key, largest):
    # The n first of the items in order, the best first; equal ones in the order of the input.
    sign = -1 if largest else 1
    heap = []  # the best n so far, the worst of them first: (key, place)
    values = {}
    replace, make = (heapreplace, heapify) if largest else (_heapreplace_max, _heapify_max)
    iterator = enumerate(iterable)
    for place, value in iterator:
        values[place] = value
        heap.append((value if key is None else key(value), place * sign))
        if len(heap) == n:
            break
    make(heap)
    for place, value in iterator:
        k = value if key is None else key(value)
        worst = heap[0][0]
        if (worst < k) if largest else (k < worst):
            del values[replace(heap, (k, place * sign))[1] * sign]
            values[place] = value
    heap.sort(reverse=largest)
    return [values[place * sign] for k, place in heap]


def nsmallest(n, iterable, key=None):
    """The n smallest items, as sorted(iterable, key=key)[:n]."""
    return _best(n, iterable, key, False) if n > 0 else []


def nlargest(n, iterable, key=None):
    """The n largest items, as sorted(iterable, key=key, reverse=True)[:n]."""
    return _best(n, iterable, key, True) if n > 0 else []
