using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>System services on handles (facts/pool-and-memory-api.md §7).</summary>
internal static class ZwObjectDdis
{
    public static readonly Ddi ZwClose = Ddi.Declare(
        "ZwClose", new() { Parameters = [Value("Handle")], Irql = IrqlRule.Passive }, (machine, a) => machine.Handles.Close(a[0]));

    public static readonly Ddi ZwCreateEvent = Ddi.Declare(
        "ZwCreateEvent",
        new()
        {
            Family = DdiFamily.Object,
            Parameters =
            [
                Address("EventHandle"), Value("DesiredAccess"), Address("ObjectAttributes"), Value("EventType"), Value("InitialState"),
            ],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.InsufficientResources,
        },
        CreateEvent);

    public static readonly Ddi ZwSetEvent = Ddi.Declare(
        "ZwSetEvent",
        new() { Parameters = [Value("EventHandle"), Address("PreviousState")], Irql = IrqlRule.Passive },
        SetEvent);

    public static readonly Ddi ZwWaitForSingleObject = Ddi.Declare(
        "ZwWaitForSingleObject",
        new() { Parameters = [Value("Handle"), Value("Alertable"), Address("Timeout")], Irql = IrqlRule.Passive },
        (machine, a) => Wait(machine, a[0], (byte)a[1] != 0, a[2]));

    private static ulong CreateEvent(Machine machine, ReadOnlySpan<ulong> a)
    {
        var given = ObjectAttributes.Read(machine, a[2]);
        var status = machine.NamedEvents.Create(given, (uint)a[1], (EVENT_TYPE)a[3], (byte)a[4] != 0, out _, out var handle);
        if (status.IsSuccess)
        {
            machine.Memory.Write(a[0], handle);
        }

        return status.Value;
    }

    private static ulong SetEvent(Machine machine, ReadOnlySpan<ulong> a)
    {
        if (machine.Handles.Find(a[0]) is not { } entry)
        {
            return NTSTATUS.STATUS_INVALID_HANDLE.Value;
        }

        if (machine.Objects.KindOf(entry.Object) != ObjectKind.Event)
        {
            return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH.Value;
        }

        var before = machine.Events.Set(entry.Object);
        if (a[1] != 0)
        {
            machine.Memory.Write(a[1], before);
        }

        return NTSTATUS.STATUS_SUCCESS.Value;
    }

    private static IEnumerator<KernelAction> Wait(Machine machine, ulong handle, bool alertable, ulong timeout)
    {
        if (machine.Handles.Find(handle) is not { } entry)
        {
            machine.Scheduler.Current.Result = NTSTATUS.STATUS_INVALID_HANDLE.Value;
            yield break;
        }

        yield return KernelAction.Run(machine.Waits.ForSingle(entry.Object, KPROCESSOR_MODE.KernelMode, alertable, timeout));
    }
}
