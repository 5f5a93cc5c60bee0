using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Plug and play, device interfaces, WMI, shutdown (facts/wdm-io.md §2, pool-and-memory-api.md §7).</summary>
internal static class IoPnpDdis
{
    public static readonly Ddi IoRegisterDeviceInterface = Ddi.Declare(
        "IoRegisterDeviceInterface",
        new()
        {
            Family = DdiFamily.Object,
            Parameters =
            [
                Address("PhysicalDeviceObject"), Address("InterfaceClassGuid"), Address("ReferenceString"), Address("SymbolicLinkName"),
            ],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.InsufficientResources,
        },
        (machine, a) => machine.Io.Interfaces.Register(a[0], a[1], a[2], a[3]).Value);

    public static readonly Ddi IoSetDeviceInterfaceState = Ddi.Declare(
        "IoSetDeviceInterfaceState",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("SymbolicLinkName"), Value("Enable")],
            GivesBack = new("Enable is FALSE") { Matches = a => (byte)a[1] == 0 },
            Irql = IrqlRule.Passive,
            Failure = FailureContract.InsufficientResources,
        },
        (machine, a) => machine.Io.Interfaces.SetState(a[0], (byte)a[1] != 0).Value);

    public static readonly Ddi IoGetDeviceProperty = Ddi.Declare(
        "IoGetDeviceProperty",
        new()
        {
            Family = DdiFamily.Object,
            Parameters =
            [
                Address("DeviceObject"), Value("DeviceProperty"), Value("BufferLength"), Address("PropertyBuffer"), Address("ResultLength"),
            ],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.InsufficientResources,
            Modelled = "the properties that the simulated bus has",
        },
        (machine, a) =>
            machine.Io.Interfaces.GetProperty(a[0], (DEVICE_REGISTRY_PROPERTY)(uint)a[1], (uint)a[2], a[3], a[4]).Value);

    public static readonly Ddi IoInvalidateDeviceState = Ddi.DeclareVoid(
        "IoInvalidateDeviceState",
        new() { Parameters = [Address("PhysicalDeviceObject")], Irql = IrqlRule.Dispatch },
        (machine, a) => machine.Io.Pnp.Invalidate(a[0]));

    public static readonly Ddi IoInvalidateDeviceRelations = Ddi.DeclareVoid(
        "IoInvalidateDeviceRelations",
        new()
        {
            Parameters = [Address("DeviceObject"), Value("Type")],
            Irql = IrqlRule.Dispatch,
            Modelled = "the relations are queried again; devices that a driver reports are kept in memory, and get no requests",
        },
        (machine, a) => machine.Io.Pnp.InvalidateRelations(a[0], (uint)a[1]));

    public static readonly Ddi IoRegisterShutdownNotification = Ddi.Declare(
        "IoRegisterShutdownNotification",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("DeviceObject")],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.InsufficientResources,
        },
        (machine, a) => machine.Io.Shutdown.Register(a[0]).Value);

    public static readonly Ddi IoUnregisterShutdownNotification = Ddi.DeclareVoid(
        "IoUnregisterShutdownNotification",
        new() { Parameters = [Address("DeviceObject")], Irql = IrqlRule.Passive },
        (machine, a) => machine.Io.Shutdown.Unregister(a[0]));

    public static readonly Ddi IoWMIRegistrationControl = Ddi.Declare(
        "IoWMIRegistrationControl",
        new()
        {
            Family = DdiFamily.Object,
            Parameters = [Address("DeviceObject"), Value("Action")],
            GivesBack = new("Action is not WMIREG_ACTION_REGISTER") { Matches = a => (uint)a[1] != WmiRequests.Register },
            Irql = IrqlRule.Passive,
            Failure = FailureContract.InsufficientResources,
        },
        (machine, a) => machine.Io.Wmi.Control(a[0], (uint)a[1]).Value);

    public static readonly Ddi PoCallDriver = Ddi.Declare(
        "PoCallDriver",
        new()
        {
            Parameters = [Address("DeviceObject"), Address("Irp")],
            Irql = IrqlRule.Dispatch.Or(KIRQL.PASSIVE_LEVEL, IrqlCondition.PageableDriver),
        },
        (machine, a) => machine.Io.Calls.Call(a[0], a[1]));

    public static readonly Ddi PoStartNextPowerIrp = Ddi.DeclareVoid(
        "PoStartNextPowerIrp",
        new() { Parameters = [Address("Irp")], Irql = IrqlRule.Dispatch, Modelled = "checked before Vista; requests are not serialised" },
        (machine, a) => machine.Io.Power.StartNext(a[0]));

    public static readonly Ddi PoSetPowerState = Ddi.Declare(
        "PoSetPowerState",
        new()
        {
            Parameters = [Address("DeviceObject"), Value("Type"), Value("State")],
            Irql = IrqlRule.Dispatch.Or(KIRQL.APC_LEVEL, IrqlCondition.NotD0, parameter: 2),
        },
        (machine, a) => machine.Io.Power.NoteState(a[0], (POWER_STATE_TYPE)(uint)a[1], (uint)a[2]));

    public static readonly Ddi PoRequestPowerIrp = Ddi.Declare(
        "PoRequestPowerIrp",
        new()
        {
            Family = DdiFamily.Irp,
            Parameters =
            [
                Address("DeviceObject"), Value("MinorFunction"), Value("PowerState"), Address("CompletionFunction"), Address("Context"),
                Address("Irp"),
            ],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.InsufficientResources,
        },
        (machine, a) => machine.Io.Power.Request(new PowerRequest(a[0], (byte)a[1], (uint)a[2], a[3], a[4]), a[5]));
}
