using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>Memory that a run was given without its contents being initialised.</summary>
public sealed record HandedOut
{
    /// <summary>Position among the run's such allocations, 1-based.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The kind of memory.</summary>
    public required UninitialisedKind Kind { get; init; }

    /// <summary>The address of its first byte.</summary>
    public required ulong Address { get; init; }

    /// <summary>Bytes asked for.</summary>
    public required ulong Bytes { get; init; }

    /// <summary>Pool tag; null where it has none.</summary>
    public string? Tag { get; init; }

    /// <summary>The DDI that the driver called; null when the kernel took it for the driver.</summary>
    public string? Ddi { get; init; }

    /// <summary>The operation in progress, by index; -1 outside of one.</summary>
    public required int Operation { get; init; }

    /// <summary>The driver's frames, innermost first; empty when they were not asked for, or there were none.</summary>
    public required DriverStack Stack { get; init; }

    /// <summary>Stands for the DDI called through these call sites; 0 when no frame of the driver is known.</summary>
    public ulong Site { get; init; }

    /// <summary>May a device have written to it? Then its contents are initialised for all that the driver knows.</summary>
    public bool IsDeviceWritten { get; init; }
}
