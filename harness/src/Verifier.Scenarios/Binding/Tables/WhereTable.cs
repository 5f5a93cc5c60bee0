using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>where:</c>, which calls are eligible.</summary>
internal static class WhereTable
{
    internal static readonly WordKind<DriverPhase> PhaseWord = new("a phase of the driver",
        new Word<DriverPhase>("driver-entry", DriverPhase.DriverEntry, "DriverEntry."),
        new Word<DriverPhase>("add-device", DriverPhase.AddDevice, "AddDevice."),
        new Word<DriverPhase>("pnp", DriverPhase.Pnp, "The dispatch routine for PnP requests."),
        new Word<DriverPhase>("power", DriverPhase.Power, "The dispatch routine for power requests."),
        new Word<DriverPhase>("wmi", DriverPhase.Wmi, "The dispatch routine for WMI requests."),
        new Word<DriverPhase>("dispatch", DriverPhase.Dispatch, "Any other dispatch routine."),
        new Word<DriverPhase>("start-io", DriverPhase.StartIo, "StartIo."),
        new Word<DriverPhase>("completion", DriverPhase.Completion, "A completion routine."),
        new Word<DriverPhase>("cancel", DriverPhase.Cancel, "A cancel routine."),
        new Word<DriverPhase>("interrupt", DriverPhase.Interrupt, "An interrupt service routine."),
        new Word<DriverPhase>("dpc", DriverPhase.Dpc, "A DPC, a timer's included."),
        new Word<DriverPhase>("work-item", DriverPhase.WorkItem, "A work item."),
        new Word<DriverPhase>("thread", DriverPhase.Thread, "A system thread of the driver."),
        new Word<DriverPhase>("dma", DriverPhase.Dma, "AdapterControl or a scatter/gather list routine."),
        new Word<DriverPhase>("unload", DriverPhase.Unload, "The unload routine."),
        new Word<DriverPhase>("notification", DriverPhase.Notification, "A routine that is told of a process, a thread, an image or a PnP event."));

    private static readonly Key<ImmutableArray<Glob>> Require = new("require", Texts.OptionalPatterns,
        "Each of these patterns must match some routine of the driver on the stack.", "[\"Update*\"]");

    private static readonly Key<ImmutableArray<Glob>> Reject = new("reject", Texts.OptionalPatterns,
        "None of these patterns may match a routine of the driver on the stack.", "[\"*Cleanup*\"]");

    private static readonly Key<ImmutableArray<Glob>> Tag = new("tag", Texts.Tags,
        "Pool tag; any of the patterns. A call without a tag does not match.", "\"mem*\"", "[Arry, Item]");

    private static readonly Key<PoolKind> Pool = new("pool", OperationKeys.PoolWord,
        "The pool asked; a call that asks none does not match.", "paged");

    private static readonly Key<Comparison> Size = new("size", Ranges.Sizes, "Bytes asked for.", "\">= 64\"", "\"< 4KiB\"", "64..128");

    private static readonly Key<Comparison> Irql = new("irql", Ranges.Irql,
        "IRQL at the call. DIRQL stands for every device level.", "PASSIVE_LEVEL", "\">= DISPATCH_LEVEL\"");

    private static readonly Key<ImmutableArray<DriverPhase>> Phase = new("phase",
        new ListKind<DriverPhase>(PhaseWord, "phases") { AllowsSingle = true },
        "Which of the driver's routines the system called; any of them.", "dispatch", "[dispatch, dpc]");

    private static readonly Key<ImmutableArray<Glob>> Operation = new("operation", Texts.Patterns,
        "Name of the workload's operation in progress; any of the patterns.", "read-back");

    private static readonly Key<ImmutableArray<Glob>> Driver = new("driver", Texts.Patterns,
        "Name of the calling driver; any of the patterns.", "\"array-cache-*\"");

    private static readonly Key<ImmutableArray<Glob>> Ddi = new("ddi",
        new ListKind<Glob>(NamedCodes.Ddi, "DDIs") { AllowsSingle = true },
        "Name of the DDI, to narrow a family; any of the patterns.", "ExAllocatePoolWithTag", "\"IoAllocate*\"");

    private static readonly Key<StackCondition> Stack = new("stack", new ObjectKind<StackCondition>
    {
        Name = "stack",
        Phrase = "a stack condition",
        Keys = [Require, Reject],
        AtLeastOneOf = [Require, Reject],
        Build = fields => new StackCondition { Source = fields.Span, Require = fields.Get(Require, []), Reject = fields.Get(Reject, []) },
    }, "The driver's routines on the stack.", "{ require: [\"Update*\"], reject: [] }");

    /// <summary>The object.</summary>
    public static ObjectKind<FaultWhere> Table { get; } = new()
    {
        Name = "where",
        Phrase = "'where'",
        Keys = [Tag, Pool, Size, Irql, Phase, Operation, Driver, Ddi, Stack],
        Build = fields => new FaultWhere
        {
            Source = fields.Span,
            Tags = fields.Get(Tag, []),
            Pool = fields.Value(Pool),
            Size = fields.Value(Size),
            Irql = fields.Value(Irql),
            Phases = fields.Get(Phase, []),
            Operations = fields.Get(Operation, []),
            Drivers = fields.Get(Driver, []),
            Ddis = fields.Get(Ddi, []),
            Stack = fields.Get(Stack, StackCondition.None),
        },
    };
}
