using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Device objects, their names and stacks (facts/wdm-io.md §4, pool-and-memory-api.md §7).</summary>
internal static class IoDeviceDdis
{
    public static readonly Ddi IoCreateDevice = Ddi.Declare(
        "IoCreateDevice",
        new()
        {
            Family = DdiFamily.Object,
            Parameters =
            [
                Address("DriverObject"), Size("DeviceExtensionSize"), Address("DeviceName"), Value("DeviceType"),
                Value("DeviceCharacteristics"), Value("Exclusive"), Address("DeviceObject"),
            ],
            Irql = IrqlRule.Apc,
            Failure = FailureContract.InsufficientResources,
        },
        CreateDevice);

    public static readonly Ddi IoDeleteDevice = Ddi.DeclareVoid(
        "IoDeleteDevice",
        new() { Parameters = [Address("DeviceObject")], Irql = IrqlRule.Apc },
        (machine, a) => machine.Io.Devices.Delete(a[0]));

    public static readonly Ddi IoCreateSymbolicLink = Ddi.Declare(
        "IoCreateSymbolicLink",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("SymbolicLinkName"), Address("DeviceName")],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.InsufficientResources,
        },
        CreateLink);

    public static readonly Ddi IoDeleteSymbolicLink = Ddi.Declare(
        "IoDeleteSymbolicLink", new() { Parameters = [Address("SymbolicLinkName")], Irql = IrqlRule.Passive }, DeleteLink);

    public static readonly Ddi IoAttachDeviceToDeviceStack = Ddi.Declare(
        "IoAttachDeviceToDeviceStack",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("SourceDevice"), Address("TargetDevice")],
            Irql = IrqlRule.Dispatch,
        },
        (machine, a) => machine.Io.Stacks.Attach(a[0], a[1]));

    public static readonly Ddi IoAttachDeviceToDeviceStackSafe = Ddi.Declare(
        "IoAttachDeviceToDeviceStackSafe",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("SourceDevice"), Address("TargetDevice"), Address("AttachedToDeviceObject")],
            Irql = IrqlRule.Dispatch,
            Since = WindowsVersion.WindowsXP,
        },
        AttachSafe);

    public static readonly Ddi IoAttachDevice = Ddi.Declare(
        "IoAttachDevice",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("SourceDevice"), Address("TargetDevice"), Address("AttachedDevice")],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.InsufficientResources,
        },
        (machine, a) => machine.Io.DevicePointers.Attach(a[0], a[1], a[2]));

    public static readonly Ddi IoDetachDevice = Ddi.DeclareVoid(
        "IoDetachDevice",
        new() { Parameters = [Address("TargetDevice")], Irql = IrqlRule.Passive },
        (machine, a) => machine.Io.Stacks.Detach(a[0]));

    public static readonly Ddi IoGetAttachedDeviceReference = Ddi.Declare(
        "IoGetAttachedDeviceReference",
        new() { Parameters = [Address("DeviceObject")], Irql = IrqlRule.Dispatch },
        GetAttachedReference);

    public static readonly Ddi IoGetDeviceObjectPointer = Ddi.Declare(
        "IoGetDeviceObjectPointer",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("ObjectName"), Value("DesiredAccess"), Address("FileObject"), Address("DeviceObject")],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.InsufficientResources,
        },
        (machine, a) => machine.Io.DevicePointers.Get(a[0], (uint)a[1], a[2], a[3]));

    public static readonly Ddi IoGetRelatedDeviceObject = Ddi.Declare(
        "IoGetRelatedDeviceObject",
        new() { Parameters = [Address("FileObject")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Io.Stacks.Top(new FileObject(machine, a[0]).DeviceObject.Address));

    private static ulong CreateDevice(Machine machine, ReadOnlySpan<ulong> a)
    {
        var name = a[2] == 0 ? null : KernelText.Read(machine, a[2]);
        var characteristics = (DEVICE_CHARACTERISTICS)(uint)a[4];
        var request = new DeviceRequest(a[0], (uint)a[1], name, (FILE_DEVICE)(uint)a[3], characteristics, (byte)a[5] != 0);
        var status = machine.Io.Devices.Create(request, out var device);
        machine.Memory.Write(a[6], device);
        return status.Value;
    }

    private static ulong CreateLink(Machine machine, ReadOnlySpan<ulong> a)
    {
        var name = KernelText.Read(machine, a[0]);
        var status = machine.Io.Names.AddLink(name, KernelText.Read(machine, a[1]));
        if (status.IsSuccess)
        {
            machine.Resources.Acquired(ResourceKind.SymbolicLink, machine.Io.Names.KeyOf(name));
        }

        return status.Value;
    }

    private static ulong DeleteLink(Machine machine, ReadOnlySpan<ulong> a)
    {
        var key = machine.Io.Names.RemoveLink(KernelText.Read(machine, a[0]));
        if (key == 0)
        {
            return NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND.Value;
        }

        machine.Resources.Released(ResourceKind.SymbolicLink, key);
        return NTSTATUS.STATUS_SUCCESS.Value;
    }

    private static ulong AttachSafe(Machine machine, ReadOnlySpan<ulong> a)
    {
        var lower = machine.Io.Stacks.Attach(a[0], a[1]);
        machine.Memory.Write(a[2], lower);
        return (lower != 0 ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_NO_SUCH_DEVICE).Value;
    }

    private static ulong GetAttachedReference(Machine machine, ReadOnlySpan<ulong> a)
    {
        var top = machine.Io.Stacks.Top(a[0]);
        machine.Io.Devices.TryReference(top);
        machine.Objects.NoteHeld(top);
        return top;
    }
}
