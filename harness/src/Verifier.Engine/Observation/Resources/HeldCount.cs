using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>So many resources of one kind, tag and origin, their bytes together, and the call that acquired the youngest.</summary>
internal sealed record HeldCount(ResourceKind Kind, PoolTag Tag, string Ddi, int Count, ulong Bytes, long LastCall)
{
    /// <summary>Bytes; for a resource that has none, the number of them.</summary>
    public ulong Weight => Bytes > 0 ? Bytes : (ulong)Count;

    /// <summary>True if both are of one kind, tag and origin.</summary>
    public bool IsAlike(HeldCount other) => (Kind, Tag, Ddi) == (other.Kind, other.Tag, other.Ddi);

    /// <summary>Its name in words, without numbers.</summary>
    public string What => new HeldResource(Kind, 0, Tag, Ddi.Length > 0 ? Ddi : null, 0, 0).ToString();

    /// <summary>The youngest of them.</summary>
    public HeldResource Youngest => new(Kind, Bytes / (ulong)Math.Max(1, Count), Tag, Ddi.Length > 0 ? Ddi : null, LastCall, 0);
}
