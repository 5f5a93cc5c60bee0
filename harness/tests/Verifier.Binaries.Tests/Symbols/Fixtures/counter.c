/* The smallest driver that has what a reader of symbols must know: a static routine, global ones,
   one in a section of its own, and an inlined routine of another file. */
#include "counter.h"

static COUNTER Counter;

static __attribute__((noinline)) LONG CounterAdd(LONG Amount)
{
    if (Amount > CounterRoom(&Counter)) {
        return -1;
    }

    Counter.Value += Amount;
    DbgPrint("counter %d\n", Counter.Value);
    return Counter.Value;
}

__attribute__((section("PAGE"), noinline)) LONG CounterReset(LONG Limit)
{
    LONG last = Counter.Value;

    DbgPrint("reset to %d\n", Limit);
    Counter.Limit = Limit;
    Counter.Value = 0;
    return last;
}

void CounterUnload(DRIVER_OBJECT *DriverObject)
{
    (void)DriverObject;
    DbgPrint("last value %d\n", CounterReset(0));
}

LONG DriverEntry(DRIVER_OBJECT *DriverObject, void *RegistryPath)
{
    (void)RegistryPath;
    CounterReset(10);
    if (CounterAdd(3) < 0) {
        return -1;
    }

    DriverObject->DriverUnload = CounterUnload;
    return 0;
}
