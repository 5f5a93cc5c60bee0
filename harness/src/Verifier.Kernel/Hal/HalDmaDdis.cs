using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>
/// DMA (facts/pool-and-memory-api.md §6). All but IoGetDmaAdapter are reached through the adapter's DMA_OPERATIONS and have no exports;
/// they
/// go by the names of its members.
/// </summary>
internal static class HalDmaDdis
{
    private const string Hal = "hal.dll";
    private const string Straight = "data go straight between device and buffer, without bounce buffers";

    public static readonly Ddi IoGetDmaAdapter = Ddi.Declare(
        "IoGetDmaAdapter",
        new()
        {
            Family = DdiFamily.Dma,
            Parameters = [Address("PhysicalDeviceObject"), Address("DeviceDescription"), Address("NumberOfMapRegisters")],
            Irql = IrqlRule.Passive,
            Failure = FailureContract.Null,
        },
        (machine, a) => machine.Dma.Get(a[1], a[2]));

    public static readonly Ddi PutDmaAdapter = Ddi.DeclareVoid(
        "PutDmaAdapter",
        Routine(IrqlRule.Dispatch, FailureContract.CannotFail, Address("DmaAdapter")),
        (machine, a) => machine.Dma.Put(a[0]));

    public static readonly Ddi AllocateCommonBuffer = Ddi.Declare(
        "AllocateCommonBuffer",
        Routine(
            IrqlRule.Passive,
            FailureContract.Null,
            Address("DmaAdapter"),
            Size("Length"),
            Address("LogicalAddress"),
            Value("CacheEnabled")),
        (machine, a) => machine.Dma.AllocateCommonBuffer(a[0], (uint)a[1], a[2], (byte)a[3] != 0));

    public static readonly Ddi FreeCommonBuffer = Ddi.Declare(
        "FreeCommonBuffer",
        Routine(
            IrqlRule.Passive,
            FailureContract.CannotFail,
            Address("DmaAdapter"),
            Value("Length"),
            Value("LogicalAddress"),
            Address("VirtualAddress"),
            Value("CacheEnabled")),
        (machine, a) => machine.Dma.FreeCommonBuffer(a[0], (uint)a[1], a[2], a[3], (byte)a[4] != 0));

    public static readonly Ddi AllocateAdapterChannel = Ddi.Declare(
        "AllocateAdapterChannel",
        Routine(
            IrqlRule.ExactlyDispatch,
            FailureContract.InsufficientResources,
            Address("DmaAdapter"),
            Address("DeviceObject"),
            Value("NumberOfMapRegisters"),
            Address("ExecutionRoutine"),
            Address("Context")),
        (machine, a) => machine.Dma.Channels.Allocate(a[0], a[1], (uint)a[2], a[3], a[4]));

    public static readonly Ddi FreeAdapterChannel = Ddi.Declare(
        "FreeAdapterChannel",
        Routine(IrqlRule.ExactlyDispatch, FailureContract.CannotFail, Address("DmaAdapter")),
        (machine, a) => machine.Dma.Channels.Free(a[0]));

    public static readonly Ddi FreeMapRegisters = Ddi.Declare(
        "FreeMapRegisters",
        Routine(
            IrqlRule.ExactlyDispatch,
            FailureContract.CannotFail,
            Address("DmaAdapter"),
            Address("MapRegisterBase"),
            Value("NumberOfMapRegisters")),
        (machine, a) => machine.Dma.Channels.FreeRegisters(a[0], a[1], (uint)a[2]));

    public static readonly Ddi MapTransfer = Ddi.Declare(
        "MapTransfer",
        Routine(
            IrqlRule.Dispatch,
            FailureContract.CannotFail,
            Address("DmaAdapter"),
            Address("Mdl"),
            Address("MapRegisterBase"),
            Address("CurrentVa"),
            Address("Length"),
            Value("WriteToDevice")),
        (machine, a) =>
        {
            if (machine.Memory.IsValid(a[4]))
            {
                NoteTarget(machine, a[1], a[3], machine.Memory.Read<uint>(a[4]), a[5]);
            }

            return machine.Dma.Channels.Map(a[0], a[1], a[2], a[3], a[4]);
        });

    public static readonly Ddi FlushAdapterBuffers = Ddi.Declare(
        "FlushAdapterBuffers",
        Routine(
            IrqlRule.Dispatch,
            FailureContract.CannotFail,
            Address("DmaAdapter"),
            Address("Mdl"),
            Address("MapRegisterBase"),
            Address("CurrentVa"),
            Value("Length"),
            Value("WriteToDevice")),
        (machine, a) => machine.Dma.Channels.Flush(a[0], a[1], a[2], a[3], (uint)a[4]) ? 1UL : 0);

    public static readonly Ddi GetDmaAlignment = Ddi.Declare(
        "GetDmaAlignment",
        Routine(IrqlRule.Passive, FailureContract.CannotFail, Address("DmaAdapter")),
        (machine, a) =>
        {
            machine.RequireDmaIrqlAtMost(KIRQL.PASSIVE_LEVEL, "GetDmaAlignment");
            machine.Dma.Require(a[0]);
            return DmaAdapters.Alignment;
        });

    public static readonly Ddi ReadDmaCounter = Ddi.Declare(
        "ReadDmaCounter",
        Routine(IrqlRule.Dispatch, FailureContract.CannotFail, Address("DmaAdapter")) with
        {
            Modelled = "every transfer is complete at once",
        },
        (machine, a) =>
        {
            machine.RequireDmaIrqlAtMost(KIRQL.DISPATCH_LEVEL, "ReadDmaCounter");
            if (machine.Dma.Require(a[0]).IsMaster)
            {
                machine.Note(new RuleBreach(
                    "DMA counter of a bus master", "ReadDmaCounter was called for a device that masters the bus; it is for subordinate devices."));
            }

            return 0;
        });

    public static readonly Ddi GetScatterGatherList = Ddi.Declare(
        "GetScatterGatherList",
        Routine(
            IrqlRule.ExactlyDispatch,
            FailureContract.InsufficientResources,
            Address("DmaAdapter"),
            Address("DeviceObject"),
            Address("Mdl"),
            Address("CurrentVa"),
            Value("Length"),
            Address("ExecutionRoutine"),
            Address("Context"),
            Value("WriteToDevice")),
        (machine, a) =>
        {
            NoteTarget(machine, a[2], a[3], (uint)a[4], a[7]);
            return machine.Dma.Lists.Get(new DmaListArguments(a[0], a[1], a[2], a[3], (uint)a[4], a[5], a[6]));
        });

    public static readonly Ddi PutScatterGatherList = Ddi.Declare(
        "PutScatterGatherList",
        Routine(
            IrqlRule.ExactlyDispatch, FailureContract.CannotFail, Address("DmaAdapter"), Address("ScatterGather"), Value("WriteToDevice")),
        (machine, a) => machine.Dma.Lists.Put(a[0], a[1]));

    public static readonly Ddi CalculateScatterGatherList = Ddi.Declare(
        "CalculateScatterGatherList",
        Routine(
            IrqlRule.Any,
            FailureContract.CannotFail,
            Address("DmaAdapter"),
            Address("Mdl"),
            Address("CurrentVa"),
            Value("Length"),
            Address("ScatterGatherListSize"),
            Address("NumberOfMapRegisters")) with
        { Since = WindowsVersion.WindowsXP },
        CalculateList);

    public static readonly Ddi BuildScatterGatherList = Ddi.Declare(
        "BuildScatterGatherList",
        Routine(
            IrqlRule.ExactlyDispatch,
            FailureContract.InsufficientResources,
            Address("DmaAdapter"),
            Address("DeviceObject"),
            Address("Mdl"),
            Address("CurrentVa"),
            Value("Length"),
            Address("ExecutionRoutine"),
            Address("Context"),
            Value("WriteToDevice"),
            Address("ScatterGatherBuffer"),
            Value("ScatterGatherLength")) with
        { Since = WindowsVersion.WindowsXP },
        (machine, a) =>
        {
            NoteTarget(machine, a[2], a[3], (uint)a[4], a[7]);
            return machine.Dma.Lists.Get(new DmaListArguments(a[0], a[1], a[2], a[3], (uint)a[4], a[5], a[6], a[8], (uint)a[9]));
        });

    public static readonly Ddi BuildMdlFromScatterGatherList = Ddi.Declare(
        "BuildMdlFromScatterGatherList",
        Routine(
            IrqlRule.Dispatch,
            FailureContract.InsufficientResources,
            Address("DmaAdapter"),
            Address("ScatterGather"),
            Address("OriginalMdl"),
            Address("TargetMdl")) with
        { Since = WindowsVersion.WindowsXP },
        (machine, a) => machine.Dma.Lists.BuildMdl(a[0], a[1], a[2], a[3]).Value);

    private static void NoteTarget(Machine machine, ulong mdl, ulong va, uint length, ulong writeToDevice)
    {
        if ((byte)writeToDevice == 0 && machine.Memory.IsValid(mdl))
        {
            machine.Uninitialised.MayBeWrittenByDevice(new Mdl(machine, mdl), va, length);
        }
    }

    private static DdiDeclaration Routine(IrqlRule irql, FailureContract failure, params DdiParameter[] parameters) => new()
    {
        Module = Hal,
        IsMember = true,
        Family = DdiFamily.Dma,
        Parameters = parameters,
        Irql = irql,
        ChecksIrqlItself = true,
        Failure = failure,
        Modelled = Straight,
    };

    private static ulong CalculateList(Machine machine, ReadOnlySpan<ulong> a)
    {
        var adapter = machine.Dma.Require(a[0]);
        var mdl = new Mdl(machine, a[1]);
        if (!mdl.IsNull && !DmaBuffer.Holds(mdl, a[2], (uint)a[3]))
        {
            return NTSTATUS.STATUS_BUFFER_TOO_SMALL.Value;
        }

        var size = machine.Dma.Lists.SizeFor(mdl, a[2], (uint)a[3], out var registers);
        if (registers > adapter.GrantedRegisters)
        {
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES.Value;
        }

        machine.Memory.Write(a[4], (uint)size);
        if (a[5] != 0)
        {
            machine.Memory.Write(a[5], registers);
        }

        return NTSTATUS.STATUS_SUCCESS.Value;
    }
}
