using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>NET_BUFFER_LIST pools, NET_BUFFER_LISTs and NDIS's MDLs (Microsoft's DDI pages of the routines).</summary>
internal static class NdisBufferDdis
{
    public static readonly Ddi NdisAllocateNetBufferListPool = Ddi.Declare(
        "NdisAllocateNetBufferListPool",
        new()
        {
            Module = NdisModule.Name,
            Since = NdisModule.Version6,
            Family = DdiFamily.Object,
            Parameters = [Address("NdisHandle"), Address("Parameters")],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.Null,
            Modelled = "with DataSize 0",
        },
        (machine, a) => NdisObjects.AllocatePool(machine, a[1]));

    public static readonly Ddi NdisFreeNetBufferListPool = Ddi.Declare(
        "NdisFreeNetBufferListPool",
        new()
        {
            Module = NdisModule.Name,
            Since = NdisModule.Version6,
            Family = DdiFamily.Object,
            Parameters = [Address("PoolHandle")],
            Irql = IrqlRule.Dispatch,
        },
        (machine, a) =>
        {
            NdisObjects.Free(machine, ResourceKind.NetBufferListPool, a[0]);
            return 0;
        });

    public static readonly Ddi NdisAllocateNetBufferAndNetBufferList = Ddi.Declare(
        "NdisAllocateNetBufferAndNetBufferList",
        new()
        {
            Module = NdisModule.Name,
            Since = NdisModule.Version6,
            Family = DdiFamily.Object,
            Parameters =
            [
                Address("PoolHandle"), Value("ContextSize"), Value("ContextBackFill"),
                Address("MdlChain"), Value("DataOffset"), Value("DataLength"),
            ],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.Null,
        },
        (machine, a) => NdisObjects.AllocateList(machine, a[0], (ushort)a[1] + (ulong)(ushort)a[2], a[3], (uint)a[4], a[5]));

    public static readonly Ddi NdisFreeNetBufferList = Ddi.Declare(
        "NdisFreeNetBufferList",
        new()
        {
            Module = NdisModule.Name,
            Since = NdisModule.Version6,
            Family = DdiFamily.Object,
            Parameters = [Address("NetBufferList")],
            Irql = IrqlRule.Dispatch,
        },
        (machine, a) =>
        {
            NdisObjects.Free(machine, ResourceKind.NetBufferList, a[0]);
            return 0;
        });

    // Allocates and builds in one step: the memory must be nonpaged pool.
    public static readonly Ddi NdisAllocateMdl = Ddi.Declare(
        "NdisAllocateMdl",
        new()
        {
            Module = NdisModule.Name,
            Since = NdisModule.Version6,
            Family = DdiFamily.Mdl,
            Parameters = [Address("NdisHandle"), Address("VirtualAddress"), Size("Length")],
            Irql = IrqlRule.Dispatch,
            Failure = FailureContract.Null,
        },
        (machine, a) =>
        {
            var mdl = machine.Mdls.Allocate(a[1], (uint)a[2]);
            if (mdl != 0)
            {
                machine.Mdls.BuildForNonPagedPool(mdl);
            }

            return mdl;
        });

    public static readonly Ddi NdisFreeMdl = Ddi.Declare(
        "NdisFreeMdl",
        new()
        {
            Module = NdisModule.Name,
            Since = NdisModule.Version6,
            Family = DdiFamily.Mdl,
            Parameters = [Address("Mdl")],
            Irql = IrqlRule.Dispatch,
        },
        (machine, a) =>
        {
            machine.Mdls.Free(a[0]);
            return 0;
        });
}
