using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>Operations by which the system or the device acts on the driver: life cycle, PnP, power, WMI, interrupt.</summary>
internal static class SystemRequestTable
{
    private static readonly WordKind<PowerState> StateWord = new("a power state",
        [.. Enum.GetValues<PowerState>().Select(StateOf)]);

    internal static readonly WordKind<WmiRequest> WmiWord = new("a WMI request",
        new Word<WmiRequest>("query-all-data", WmiRequest.QueryAllData, "IRP_MN_QUERY_ALL_DATA."),
        new Word<WmiRequest>("query-single-instance", WmiRequest.QuerySingleInstance, "IRP_MN_QUERY_SINGLE_INSTANCE."),
        new Word<WmiRequest>("change-single-instance", WmiRequest.ChangeSingleInstance, "IRP_MN_CHANGE_SINGLE_INSTANCE."),
        new Word<WmiRequest>("change-single-item", WmiRequest.ChangeSingleItem, "IRP_MN_CHANGE_SINGLE_ITEM."),
        new Word<WmiRequest>("enable-events", WmiRequest.EnableEvents, "IRP_MN_ENABLE_EVENTS."),
        new Word<WmiRequest>("disable-events", WmiRequest.DisableEvents, "IRP_MN_DISABLE_EVENTS."),
        new Word<WmiRequest>("enable-collection", WmiRequest.EnableCollection, "IRP_MN_ENABLE_COLLECTION."),
        new Word<WmiRequest>("disable-collection", WmiRequest.DisableCollection, "IRP_MN_DISABLE_COLLECTION."),
        new Word<WmiRequest>("reginfo", WmiRequest.RegInfo, "IRP_MN_REGINFO."),
        new Word<WmiRequest>("execute-method", WmiRequest.ExecuteMethod, "IRP_MN_EXECUTE_METHOD."),
        new Word<WmiRequest>("reginfo-ex", WmiRequest.RegInfoEx, "IRP_MN_REGINFO_EX."));

    private static readonly Key<PowerState> To = new("to", StateWord, "The state: S0 to S5 for the system, D0 to D3 for the device.",
        "D3")
    { IsRequired = true };

    private static readonly Key<bool> Query = new("query", Texts.Switch, "If true, QUERY_POWER instead of SET_POWER. Default: false.",
        "true");

    private static readonly Key<WmiRequest> Request = new("request", WmiWord, "The minor function.",
        "query-all-data")
    { IsRequired = true };

    private static readonly Key<Guid> Block = new("guid", Guids.Kind, "GUID of the data block. Default: all zeroes.",
        "6d5140c1-7436-11ce-8034-00aa006009fa");

    private static readonly Key<int> Line = new("line", Numbers.Int("an interrupt's number, counted from 0", 0, 255),
        "Which of the device's interrupts, in the order the driver connected them. Default: 0.", "1");

    private static readonly Key<ImmutableArray<HardwareChange>> Changes = new("changes", ChangeTable.Changes,
        "What the device changes first, besides what `hardware` says of the line: registers and ranges by their names. Default: nothing.",
        "{ status: 0x81, data: [0x41, 0x42], buffer+0x10: \"hex:01 02\" }");

    private static readonly ObjectKind<Operation> PowerTable = new()
    {
        Name = "power",
        Phrase = "'power'",
        Keys = [To, Query, OperationKeys.Status, OperationKeys.Name],
        Build = fields => new PowerOperation
        {
            Source = fields.Span,
            Name = fields.Reference(OperationKeys.Name),
            AllowedStatuses = fields.Get(OperationKeys.Status, []),
            State = fields.Get(To),
            IsQuery = fields.Get(Query, false),
        },
    };

    private static readonly ObjectKind<Operation> WmiTable = new()
    {
        Name = "wmi",
        Phrase = "'wmi'",
        Keys = [Request, Block, OperationKeys.In, OperationKeys.Out, OperationKeys.Varies, OperationKeys.Status, OperationKeys.Name],
        Build = fields => new WmiOperation
        {
            Source = fields.Span,
            Name = fields.Reference(OperationKeys.Name),
            AllowedStatuses = fields.Get(OperationKeys.Status, []),
            Request = fields.Get(Request),
            Block = fields.Value(Block),
            Input = fields.Reference(OperationKeys.In),
            OutputLength = (int)fields.Get(OperationKeys.Out, 0),
            Varies = OperationKeys.VariesOf(fields, Math.Max(fields.Get(OperationKeys.Out, 0), fields.Reference(OperationKeys.In)?.Length ?? 0)),
        },
    };

    private static readonly ObjectKind<Operation> InterruptTable = new()
    {
        Name = "interrupt",
        Phrase = "'interrupt'",
        Keys = [Line, Changes, OperationKeys.Name],
        Build = fields => new InterruptOperation
        {
            Source = fields.Span,
            Name = fields.Reference(OperationKeys.Name),
            Line = fields.Get(Line, 0),
            Changes = fields.Get(Changes, []),
        },
    };

    private static Word<PowerState> StateOf(PowerState state) =>
        new(state.ToString(), state, state < PowerState.D0 ? "System state." : "Device state.");

    /// <summary>Life cycle and PnP.</summary>
    public static IReadOnlyList<OperationEntry> Lifecycle { get; } =
    [
        OperationEntry.WithStatus<LoadOperation>("load", "Maps the driver and calls DriverEntry."),
        OperationEntry.WithStatus<StartOperation>("start", "AddDevice (once) and START_DEVICE for PnP drivers; nothing for others."),
        OperationEntry.WithStatus<QueryStopOperation>("query-stop", "QUERY_STOP_DEVICE."),
        OperationEntry.WithStatus<CancelStopOperation>("cancel-stop", "CANCEL_STOP_DEVICE, after a query-stop."),
        OperationEntry.WithStatus<StopOperation>("stop",
            "QUERY_STOP_DEVICE unless it was sent already, then STOP_DEVICE if the query succeeded."),
        OperationEntry.WithStatus<QueryRemoveOperation>("query-remove", "QUERY_REMOVE_DEVICE."),
        OperationEntry.WithStatus<CancelRemoveOperation>("cancel-remove", "CANCEL_REMOVE_DEVICE, after a query-remove."),
        OperationEntry.WithStatus<SurpriseRemoveOperation>("surprise-remove", "SURPRISE_REMOVAL; REMOVE_DEVICE follows by remove."),
        OperationEntry.WithStatus<RemoveOperation>("remove",
            "QUERY_REMOVE_DEVICE unless it was sent already or the device is gone, then REMOVE_DEVICE."),
        OperationEntry.WithStatus<UnloadOperation>("unload", "Calls the unload routine and unmaps the driver."),
    ];

    /// <summary>Power, WMI and interrupt.</summary>
    public static IReadOnlyList<OperationEntry> Requests { get; } =
    [
        new("power", "SET_POWER or QUERY_POWER.", new ShapeKind<Operation>("a power state such as D3, or the keys of 'power'")
        {
            Scalar = new SelectKind<PowerState, Operation>(
                StateWord, (state, span, _) => new PowerOperation { Source = span, State = state }),
            Map = PowerTable,
        }, "power: D3", "power: { to: S3, query: true }"),
        new("wmi", "IRP_MJ_SYSTEM_CONTROL.", new ShapeKind<Operation>("a WMI request such as query-all-data, or the keys of 'wmi'")
        {
            Scalar = new SelectKind<WmiRequest, Operation>(
                WmiWord, (request, span, _) => new WmiOperation { Source = span, Request = request }),
            Map = WmiTable,
        }, "wmi: reginfo", "wmi: { request: query-all-data, out: 256 }"),
        new("interrupt", "The device asserts its interrupt.", InterruptTable, "interrupt",
            "interrupt: { line: 1 }", "interrupt: { name: received }") { Bare = () => new InterruptOperation() },
    ];
}
