using System.Collections.Immutable;

namespace Verifier.Kernel;

/// <summary>A rule by which the simulated device below a stack answers some requests.</summary>
internal sealed record LowerRule
{
    /// <summary>The major function; null for a control code under either of the two that have one.</summary>
    public IRP_MJ? Major { get; init; }

    /// <summary>The minor function; null for any.</summary>
    public byte? Minor { get; init; }

    /// <summary>The control code; null for any.</summary>
    public uint? Code { get; init; }

    /// <summary>Bytes that the request must hold.</summary>
    public ImmutableArray<LowerBytes> Has { get; init; } = [];

    /// <summary>Number of requests that it answers; null for any number.</summary>
    public int? Times { get; init; }

    /// <summary>IoStatus.Status of the answer.</summary>
    public NTSTATUS Status { get; init; }

    /// <summary>IoStatus.Information; null for the end of what is put into the request's own buffers.</summary>
    public ulong? Information { get; init; }

    /// <summary>Bytes that the answer writes.</summary>
    public ImmutableArray<LowerBytes> Puts { get; init; } = [];

    /// <summary>Virtual time for which the request is pending, in 100 ns; 0 completes it in the dispatch routine.</summary>
    public long DelayTicks { get; init; }

    /// <summary>The request is pending until it is cancelled.</summary>
    public bool StaysPending { get; init; }
}

/// <summary>Bytes at a place of a request.</summary>
/// <param name="Place">The place of the first byte.</param>
/// <param name="Data">The bytes.</param>
internal sealed record LowerBytes(LowerPlace Place, byte[] Data);

/// <summary>A place in a buffer of a request, or in a buffer that a structure of the request points to.</summary>
/// <param name="Buffer">The buffer or structure of the request.</param>
/// <param name="At">Offset in bytes, behind the pointer if one is followed.</param>
internal readonly record struct LowerPlace(LowerBuffer Buffer, uint At)
{
    /// <summary>Offset in the structure of a pointer to follow; null for none.</summary>
    public uint? PointerAt { get; init; }

    /// <summary>Offset in the structure of a pointer to an MDL, whose pages are meant; null for none.</summary>
    public uint? MdlAt { get; init; }

    /// <summary>True if it is in a buffer of the request itself.</summary>
    public bool IsOwn => PointerAt is null && MdlAt is null && Buffer <= LowerBuffer.Mdl;
}

/// <summary>The buffers of a request.</summary>
internal enum LowerBuffer
{
    /// <summary>AssociatedIrp.SystemBuffer.</summary>
    System,

    /// <summary>UserBuffer.</summary>
    User,

    /// <summary>The pages of MdlAddress.</summary>
    Mdl,

    /// <summary>Parameters.DeviceIoControl.Type3InputBuffer.</summary>
    Type3,

    /// <summary>The structure at Parameters.Others.Argument1.</summary>
    Argument1,

    /// <summary>The structure at Parameters.Others.Argument2.</summary>
    Argument2,

    /// <summary>The structure at Parameters.Others.Argument3.</summary>
    Argument3,

    /// <summary>The structure at Parameters.Others.Argument4.</summary>
    Argument4,
}
