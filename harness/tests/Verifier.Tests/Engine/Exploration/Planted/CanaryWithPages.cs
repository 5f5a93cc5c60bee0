using Verifier.Canaries;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>Uses three pages for each write, which may come in two pieces.</summary>
internal sealed class CanaryWithPages(ShortMdl handling) : CanaryDriver
{
    private const ulong Page = 4096;
    private const ulong Wanted = 3 * Page;
    private const ulong Everywhere = ulong.MaxValue >> 1;

    public override string Name => "canary-with-pages";

    protected override NTSTATUS Keep(CanaryExtension extension, Pointer data, uint length)
    {
        var first = MmAllocatePagesForMdl(0, Everywhere, 0, Wanted);
        if (first.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        var rest = Wanted - MmGetMdlByteCount(first);
        if (rest == 0 || handling == ShortMdl.Ignored || (handling == ShortMdl.HalfSeen && rest == Page))
        {
            var used = Use(first, Wanted);
            Free(first);
            return NT_SUCCESS(used) ? base.Keep(extension, data, length) : used;
        }

        if (handling is ShortMdl.HalfSeen or ShortMdl.Refused)
        {
            Free(first);
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        var status = InTwoPieces(first, rest);
        return NT_SUCCESS(status) ? base.Keep(extension, data, length) : status;
    }

    private NTSTATUS InTwoPieces(Mdl first, ulong rest)
    {
        var second = MmAllocatePagesForMdl(0, Everywhere, 0, rest);
        if (second.IsNull && handling == ShortMdl.MadeUpOrForgotten)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        var isWhole = !second.IsNull && MmGetMdlByteCount(second) == rest;
        var status = isWhole ? Use(first, Wanted - rest) : STATUS_INSUFFICIENT_RESOURCES;
        status = NT_SUCCESS(status) ? Use(second, rest) : status;
        Free(first);
        if (!second.IsNull)
        {
            Free(second);
        }

        return status;
    }

    private NTSTATUS Use(Mdl mdl, ulong bytes)
    {
        var mapped = MmGetSystemAddressForMdlSafe(mdl, MM_PAGE_PRIORITY.NormalPagePriority);
        if (mapped.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        RtlZeroMemory(mapped, bytes);
        return STATUS_SUCCESS;
    }

    private void Free(Mdl mdl)
    {
        MmFreePagesFromMdl(mdl);
        ExFreePool(mdl.Pointer);
    }
}
