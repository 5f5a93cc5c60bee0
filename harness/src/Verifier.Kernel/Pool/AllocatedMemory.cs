namespace Verifier.Kernel;

/// <summary>Finds the call that allocated memory which was given to a routine that cannot free it.</summary>
internal static class AllocatedMemory
{
    private static readonly ResourceKind[] Kinds =
        [ResourceKind.ContiguousMemory, ResourceKind.NonCachedMemory, ResourceKind.CommonBuffer, ResourceKind.Mapping];

    /// <summary>The call that allocated what begins at an address; null when no call of a driver did.</summary>
    public static Origin? Find(Machine machine, ulong address)
    {
        if (machine.Pool.Census.BlockAt(address) is { AcquiredBy: { } ddi } block && block.Address == address)
        {
            return new Origin("allocated", ddi.Name, block.CallNumber);
        }

        foreach (var kind in Kinds)
        {
            if (Resource.OriginOf("allocated", machine.Resources.Find(kind, address)) is { } origin)
            {
                return origin;
            }
        }

        return null;
    }

    /// <summary>As a text adds it: <c>; MmAllocateContiguousMemory allocated it</c>. Empty when that is not known.</summary>
    public static string Words(Origin? origin) => origin is { Ddi: { } ddi } ? $"; {ddi} allocated it" : string.Empty;

    /// <summary>As a stop lists it.</summary>
    public static IReadOnlyList<Origin> About(Origin? origin) => origin is { } known ? [known] : [];
}
