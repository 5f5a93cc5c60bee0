using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Objects and references (facts/pool-and-memory-api.md §7). One reference, one dereference.</summary>
internal static class ObDdis
{
    private static readonly DdiDeclaration OnObject = new() { Parameters = [Address("Object")], Irql = IrqlRule.Dispatch };

    public static readonly Ddi ObReferenceObjectByHandle = Ddi.Declare(
        "ObReferenceObjectByHandle",
        new()
        {
            Parameters =
            [
                Value("Handle"), Value("DesiredAccess"), Address("ObjectType"), Value("AccessMode"), Address("Object"),
                Address("HandleInformation"),
            ],
            Irql = IrqlRule.Passive,
        },
        ReferenceByHandle);

    public static readonly Ddi ObReferenceObjectByPointer = Ddi.Declare(
        "ObReferenceObjectByPointer",
        OnObject with { Parameters = [Address("Object"), Value("DesiredAccess"), Address("ObjectType"), Value("AccessMode")] },
        ReferenceByPointer);

    public static readonly Ddi ObfReferenceObject = Ddi.DeclareVoid(
        "ObfReferenceObject", OnObject, (machine, a) => machine.Objects.ReferenceForCaller(a[0]));

    public static readonly Ddi ObfDereferenceObject = Ddi.DeclareVoid(
        "ObfDereferenceObject", OnObject, (machine, a) => machine.Objects.DereferenceForCaller(a[0]));

    public static readonly Ddi ObDereferenceObjectDeferDelete = Ddi.DeclareVoid(
        "ObDereferenceObjectDeferDelete",
        OnObject with { Since = WindowsVersion.Vista },
        (machine, a) => machine.Objects.DereferenceForCaller(a[0]));

    public static readonly Ddi IoCreateNotificationEvent = Ddi.Declare(
        "IoCreateNotificationEvent",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("EventName"), Address("EventHandle")],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.Null,
        },
        (machine, a) => machine.NamedEvents.CreateForDriver(a[0], a[1], EVENT_TYPE.NotificationEvent));

    public static readonly Ddi IoCreateSynchronizationEvent = Ddi.Declare(
        "IoCreateSynchronizationEvent",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("EventName"), Address("EventHandle")],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.Null,
        },
        (machine, a) => machine.NamedEvents.CreateForDriver(a[0], a[1], EVENT_TYPE.SynchronizationEvent));

    private static ulong ReferenceByHandle(Machine machine, ReadOnlySpan<ulong> a)
    {
        const ulong grantedAccessOffset = 4;
        var kind = a[2] == 0 ? null : machine.KernelData.KindOfType(a[2]);
        var status = machine.Handles.Reference(a[0], (uint)a[1], kind, (KPROCESSOR_MODE)a[3], out var body);
        machine.Memory.Write(a[4], status.IsSuccess ? body : 0);
        if (status.IsSuccess && a[5] != 0)
        {
            machine.Memory.Write(a[5], 0u);
            machine.Memory.Write(a[5] + grantedAccessOffset, machine.Handles.Find(a[0])?.GrantedAccess ?? uint.MaxValue);
        }

        return status.Value;
    }

    private static ulong ReferenceByPointer(Machine machine, ReadOnlySpan<ulong> a)
    {
        // Without a type the access mode must be KernelMode.
        var kind = machine.Objects.KindOf(a[0]);
        var isAnyType = a[2] == 0 && (KPROCESSOR_MODE)a[3] == KPROCESSOR_MODE.KernelMode;
        if (!isAnyType && kind is not null && (a[2] == 0 || kind != machine.KernelData.KindOfType(a[2])))
        {
            return NTSTATUS.STATUS_OBJECT_TYPE_MISMATCH.Value;
        }

        machine.Objects.ReferenceForCaller(a[0]);
        return NTSTATUS.STATUS_SUCCESS.Value;
    }
}
