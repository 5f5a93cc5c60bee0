using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>
/// The state of the kernel at one moment, as a debugger would find it: use of the pools by tag, IRPs, and what the driver holds. Plain data.
/// </summary>
public sealed record KernelState
{
    /// <summary>Use of the pools by tag, in poolmon's terms, by tag.</summary>
    public required ImmutableArray<TagUse> Tags { get; init; }

    /// <summary>IRPs that exist, by address.</summary>
    public required ImmutableArray<IrpState> Irps { get; init; }

    /// <summary>All that the driver holds, oldest first.</summary>
    public required ImmutableArray<HeldResource> Held { get; init; }

    /// <summary>Driver Verifier's flag mask.</summary>
    public required uint VerifierFlags { get; init; }

    /// <summary>The running thread's IRQL.</summary>
    public required byte Irql { get; init; }

    /// <summary>The place of compiled code when the machine stopped; null when none ran, or the machine did not stop.</summary>
    public StoppedCode? Code { get; init; }

    /// <summary>The memory that the stop names.</summary>
    public ImmutableArray<MemoryDump> Memory { get; init; } = [];

    internal static KernelState Take(Machine machine, DriverImage? driver)
    {
        var code = machine.IsStopped ? machine.CodePlayer?.Look() : null;
        return new KernelState
        {
            Tags = [.. machine.Pool.Census.Tags()
                .Select(t => new TagUse(t.Tag.ToString(), t.IsPaged, t.Allocs, t.Frees, t.Bytes))
                .OrderBy(t => t.Tag, StringComparer.Ordinal).ThenBy(t => t.IsPaged)],
            Irps = [.. machine.Io.Irps.Live.Where(r => machine.Pool.Census.BlockAt(r.Address) is not null).Select(r => IrpState.Of(machine, r))],
            Held = driver is null ? [] : Census.Take(machine, driver, CensusPoint.Unload, operation: -1, sinceCall: -1).Held,
            VerifierFlags = (uint)machine.VerifierOptions,
            Irql = (byte)machine.Irql,
            Code = code,
            Memory = MemoryDump.Take(machine, code),
        };
    }
}
