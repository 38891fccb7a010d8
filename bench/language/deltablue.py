# Classes, lists of objects, virtual methods: an incremental solver of one-way constraints with
# strengths, on a long chain of equalities and on a projection, as in the DeltaBlue benchmark.
# small: 10
# kind: objects and methods
import sys

REQUIRED, PREFERRED, DEFAULT, WEAKEST = 0, 2, 4, 6


class Variable:
    def __init__(self, value):
        self.value = value
        self.users = []
        self.settler = None
        self.mark = 0
        self.strength = WEAKEST
        self.stays = True


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def add_to(self, planner):
        for variable in self.variables():
            variable.users.append(self)
        self.deselect()
        planner.add(self)

    def remove_from(self, planner):
        for variable in self.variables():
            variable.users.remove(self)
        if self.is_satisfied():
            planner.remove(self)

    def is_input(self):
        return False

    def satisfy(self, planner, mark):
        """Chooses a method; returns the constraint that this one displaces."""
        self.choose(mark)
        if not self.is_satisfied():
            if self.strength == REQUIRED:
                raise ValueError("could not satisfy a required constraint")
            return None
        for variable in self.inputs():
            variable.mark = mark
        out = self.output()
        displaced = out.settler
        if displaced is not None:
            displaced.deselect()
        out.settler = self
        planner.propagate(self, mark)
        out.mark = mark
        return displaced


class Unary(Constraint):
    def __init__(self, variable, strength, planner):
        Constraint.__init__(self, strength)
        self.variable = variable
        self.satisfied = False
        self.add_to(planner)

    def variables(self):
        return (self.variable,)

    def inputs(self):
        return ()

    def output(self):
        return self.variable

    def deselect(self):
        self.satisfied = False

    def is_satisfied(self):
        return self.satisfied

    def choose(self, mark):
        self.satisfied = self.variable.mark != mark and self.strength < self.variable.strength

    def inputs_known(self, mark):
        return True

    def recalculate(self):
        self.variable.strength = self.strength
        self.variable.stays = not self.is_input()
        if self.variable.stays:
            self.execute()


class Stay(Unary):
    def execute(self):
        pass


class Edit(Unary):
    def is_input(self):
        return True

    def execute(self):
        pass


class Binary(Constraint):
    def __init__(self, first, second, strength, planner):
        Constraint.__init__(self, strength)
        self.first = first
        self.second = second
        self.direction = 0
        self.add_to(planner)

    def variables(self):
        return (self.first, self.second)

    def inputs(self):
        return (self.first,) if self.direction > 0 else (self.second,)

    def output(self):
        return self.second if self.direction > 0 else self.first

    def input(self):
        return self.first if self.direction > 0 else self.second

    def deselect(self):
        self.direction = 0

    def is_satisfied(self):
        return self.direction != 0

    def choose(self, mark):
        first, second = self.first, self.second
        if first.mark == mark:
            self.direction = 1 if second.mark != mark and self.strength < second.strength else 0
        elif second.mark == mark:
            self.direction = -1 if self.strength < first.strength else 0
        elif first.strength > second.strength:
            self.direction = -1 if self.strength < first.strength else 0
        else:
            self.direction = 1 if self.strength < second.strength else 0

    def inputs_known(self, mark):
        source = self.input()
        return source.mark == mark or source.stays or source.settler is None

    def recalculate(self):
        source, out = self.input(), self.output()
        out.strength = max(self.strength, source.strength)
        out.stays = source.stays
        if out.stays:
            self.execute()


class Equal(Binary):
    def execute(self):
        self.output().value = self.input().value


class Scale(Binary):
    def __init__(self, source, factor, offset, target, strength, planner):
        self.factor = factor
        self.offset = offset
        Binary.__init__(self, source, target, strength, planner)

    def variables(self):
        return (self.first, self.second, self.factor, self.offset)

    def inputs(self):
        return (self.input(), self.factor, self.offset)

    def execute(self):
        if self.direction > 0:
            self.second.value = self.first.value * self.factor.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.factor.value

    def inputs_known(self, mark):
        for source in self.inputs():
            if source.mark != mark and not source.stays and source.settler is not None:
                return False
        return True

    def recalculate(self):
        source, out = self.input(), self.output()
        out.strength = max(self.strength, source.strength)
        out.stays = source.stays and self.factor.stays and self.offset.stays
        if out.stays:
            self.execute()


class Planner:
    def __init__(self):
        self.mark = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.new_mark()
        displaced = constraint.satisfy(self, mark)
        while displaced is not None:
            displaced = displaced.satisfy(self, mark)

    def remove(self, constraint):
        out = constraint.output()
        constraint.deselect()
        out.settler = None
        out.strength = WEAKEST
        out.stays = True
        loose = []
        todo = [out]
        while todo:
            variable = todo.pop()
            for user in variable.users:
                if not user.is_satisfied():
                    loose.append(user)
            for user in self.consumers(variable):
                user.recalculate()
                todo.append(user.output())
        loose.sort(key=lambda c: c.strength)
        for user in loose:
            self.add(user)

    def consumers(self, variable):
        return [c for c in variable.users if c is not variable.settler and c.is_satisfied()]

    def propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            c = todo.pop()
            if c.output().mark == mark:
                raise ValueError("a cycle of constraints")
            c.recalculate()
            todo.extend(self.consumers(c.output()))

    def plan_from(self, edits):
        mark = self.new_mark()
        plan = []
        todo = [c for c in edits if c.is_input() and c.is_satisfied()]
        while todo:
            c = todo.pop()
            if c.output().mark != mark and c.inputs_known(mark):
                plan.append(c)
                c.output().mark = mark
                todo.extend(self.consumers(c.output()))
        return plan


def change(planner, variable, values):
    edit = Edit(variable, PREFERRED, planner)
    plan = planner.plan_from([edit])
    for value in values:
        variable.value = value
        for constraint in plan:
            constraint.execute()
    edit.remove_from(planner)


def chain(n):
    """A chain of n equalities: what is put into its head comes out at its tail."""
    planner = Planner()
    links = [Variable(0) for _ in range(n + 1)]
    for a, b in zip(links, links[1:]):
        Equal(a, b, REQUIRED, planner)
    Stay(links[-1], DEFAULT, planner)
    edit = Edit(links[0], PREFERRED, planner)
    plan = planner.plan_from([edit])
    good = True
    for value in range(100):
        links[0].value = value
        for constraint in plan:
            constraint.execute()
        good = good and links[-1].value == value
    edit.remove_from(planner)
    return good


def projection(n):
    """n pairs of variables, tied by one factor and one offset."""
    planner = Planner()
    factor, offset = Variable(10), Variable(1000)
    pairs = []
    for i in range(n):
        source, target = Variable(i), Variable(i)
        pairs.append((source, target))
        Stay(source, DEFAULT, planner)
        Scale(source, factor, offset, target, REQUIRED, planner)
    source, target = pairs[-1]
    change(planner, source, [17])
    good = target.value == 1170
    change(planner, target, [1050])
    good = good and source.value == 5
    change(planner, factor, range(1, 6))
    good = good and all(b.value == a.value * 5 + 1000 for a, b in pairs[:-1])
    change(planner, offset, range(2000, 2005))
    return good and all(b.value == a.value * 5 + 2004 for a, b in pairs[:-1])


n = int(sys.argv[1]) if len(sys.argv) > 1 else 14000
if not chain(n) or not projection(n):
    sys.exit("deltablue: wrong result")
