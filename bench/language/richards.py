# Objects and polymorphic method calls: the Richards benchmark, an operating system's six tasks that
# pass packets to each other.  The counts of queued packets and of holds are known.
# small: 1
# kind: objects and methods
import sys

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
DEVICE, WORK = range(2)


class Packet:
    def __init__(self, link, target, kind):
        self.link = link
        self.target = target
        self.kind = kind
        self.datum = 0
        self.data = [0] * 4

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, system, number, priority, queue, waiting):
        self.system = system
        self.number = number
        self.priority = priority
        self.queue = queue
        self.packet_pending = queue is not None
        self.task_waiting = waiting
        self.task_holding = False
        self.next = system.first
        system.first = self
        system.tasks[number] = self

    def is_held_or_waiting(self):
        return self.task_holding or (not self.packet_pending and self.task_waiting)

    def run_once(self):
        packet = None
        if self.packet_pending and self.task_waiting and not self.task_holding:
            packet = self.queue
            self.queue = packet.link
            self.task_waiting = False
            self.packet_pending = self.queue is not None
        return self.run(packet)

    def add_packet(self, packet, sender):
        if self.queue is None:
            self.queue = packet
            self.packet_pending = True
            if self.priority > sender.priority:
                return self
        else:
            packet.append_to(self.queue)
        return sender

    def wait(self):
        self.task_waiting = True
        return self

    def hold(self):
        self.system.held += 1
        self.task_holding = True
        return self.next

    def release(self, number):
        task = self.system.tasks[number]
        task.task_holding = False
        return task if task.priority > self.priority else self

    def send(self, packet):
        target = self.system.tasks[packet.target]
        self.system.queued += 1
        packet.link = None
        packet.target = self.number
        return target.add_packet(packet, self)


class IdleTask(Task):
    def __init__(self, system, number, priority):
        Task.__init__(self, system, number, priority, None, False)
        self.control = 1
        self.count = 10000

    def run(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1 == 0:
            self.control //= 2
            return self.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xD008
        return self.release(DEVICE_B)


class WorkTask(Task):
    def __init__(self, system, number, priority, queue):
        Task.__init__(self, system, number, priority, queue, True)
        self.destination = HANDLER_A
        self.count = 0

    def run(self, packet):
        if packet is None:
            return self.wait()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.target = self.destination
        packet.datum = 0
        for i in range(4):
            self.count += 1
            if self.count > 26:
                self.count = 1
            packet.data[i] = 64 + self.count
        return self.send(packet)


class HandlerTask(Task):
    def __init__(self, system, number, priority, queue):
        Task.__init__(self, system, number, priority, queue, True)
        self.work = None
        self.devices = None

    def run(self, packet):
        if packet is not None:
            if packet.kind == WORK:
                self.work = packet.append_to(self.work)
            else:
                self.devices = packet.append_to(self.devices)
        work = self.work
        if work is None:
            return self.wait()
        count = work.datum
        if count >= 4:
            self.work = work.link
            return self.send(work)
        device = self.devices
        if device is None:
            return self.wait()
        self.devices = device.link
        device.datum = work.data[count]
        work.datum = count + 1
        return self.send(device)


class DeviceTask(Task):
    def __init__(self, system, number, priority):
        Task.__init__(self, system, number, priority, None, True)
        self.pending = None

    def run(self, packet):
        if packet is None:
            packet = self.pending
            if packet is None:
                return self.wait()
            self.pending = None
            return self.send(packet)
        self.pending = packet
        return self.hold()


class System:
    def __init__(self):
        self.first = None
        self.tasks = [None] * 6
        self.queued = 0
        self.held = 0

    def schedule(self):
        task = self.first
        while task is not None:
            if task.is_held_or_waiting():
                task = task.next
            else:
                task = task.run_once()


def device_queue(target):
    queue = None
    for _ in range(3):
        queue = Packet(queue, target, DEVICE)
    return queue


def run():
    system = System()
    IdleTask(system, IDLE, 0)
    queue = Packet(None, WORKER, WORK)
    WorkTask(system, WORKER, 1000, Packet(queue, WORKER, WORK))
    HandlerTask(system, HANDLER_A, 2000, device_queue(DEVICE_A))
    HandlerTask(system, HANDLER_B, 3000, device_queue(DEVICE_B))
    DeviceTask(system, DEVICE_A, 4000)
    DeviceTask(system, DEVICE_B, 5000)
    system.schedule()
    return system.queued, system.held


n = int(sys.argv[1]) if len(sys.argv) > 1 else 10
for _ in range(n):
    result = run()
    if result != (23246, 9297):
        sys.exit("richards: wrong result: %r" % (result,))
