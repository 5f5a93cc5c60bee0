using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Interception;

/// <summary>
/// Follows every block of memory that a driver takes, from the call that takes it to the call that gives it back, between the layer and the
/// kernel. A recording run's: each call costs a walk of the stack.
/// </summary>
internal sealed class EconomyRecorder(Machine machine, OperationLog operations) : IImportThunk
{
    private readonly Dictionary<ulong, SiteUse> _uses = [];
    private readonly List<ulong> _order = [];
    private readonly Dictionary<ulong, (ulong Site, int Operation)> _live = [];
    private readonly Dictionary<ulong, int> _liveOfSite = [];

    // A driver that is loaded again has another image; what the first one left is the driver's all the same.
    private readonly List<DriverImage> _images = [];

    /// <summary>Memory in use over time: after every call that takes or gives memory back, and whenever the driver holds something else than before.</summary>
    public List<PoolSample> Samples { get; } = [];

    /// <summary>The sites, in the order in which they were first seen.</summary>
    public IEnumerable<SiteUse> Uses => _order.Select(site => _uses[site]);

    /// <inheritdoc/>
    public ulong Call(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        Calls(ddi, arguments);
        var result = machine.Gate.Forward(caller, ddi, arguments);
        Returned(caller, ddi, arguments, result);
        return result;
    }

    // Before a call goes to the kernel: does it give something back?
    private void Calls(Ddi ddi, ReadOnlySpan<ulong> arguments)
    {
        if (!ddi.Releases)
        {
            return;
        }

        foreach (var argument in arguments)
        {
            if (_live.Remove(argument, out var taken))
            {
                _liveOfSite[taken.Site]--;
                var use = _uses[taken.Site];
                _uses[taken.Site] = use with { Freed = use.Freed + 1, FreedAtOnce = use.FreedAtOnce + (taken.Operation == operations.Index ? 1 : 0) };
                return;
            }
        }
    }

    // After a call has come back: did it hand memory out?
    private void Returned(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments, ulong result)
    {
        if (!_images.Contains(caller))
        {
            _images.Add(caller);
        }

        if (ddi.Family is DdiFamily.Pool or DdiFamily.Page or DdiFamily.Dma)
        {
            if (ddi is { SizeParameter: >= 0, Failure.Shape: FailureShape.Null } && result != 0)
            {
                Took(caller, ddi, arguments, result);
            }

            Samples.Add(Sample());
        }
        else
        {
            Note();
        }
    }

    /// <summary>Adds a sample if the driver holds something else than at the last one.</summary>
    public void Note()
    {
        var now = Sample();
        var last = Samples.LastOrDefault();
        if (Outstanding(now) != Outstanding(last))
        {
            Samples.Add(now);
        }
    }

    private static (long NonPaged, long Paged, long Other, long Held) Outstanding(PoolSample sample) =>
        (sample.OutstandingNonPagedBytes, sample.OutstandingPagedBytes, sample.OutstandingOtherBytes, sample.Held);

    private PoolSample Sample()
    {
        var census = machine.Pool.Census;
        var sample = new PoolSample(machine.Clock.Now, operations.Index, census.NonPagedBytes, census.PagedBytes, census.AddressSpaceBytes);
        foreach (var image in _images)
        {
            var (count, bytes) = machine.Resources.WeightOf(image);
            sample = sample with
            {
                OutstandingNonPagedBytes = sample.OutstandingNonPagedBytes + image.PoolCounters.LiveNonPagedBytes,
                OutstandingPagedBytes = sample.OutstandingPagedBytes + image.PoolCounters.LivePagedBytes,
                OutstandingOtherBytes = sample.OutstandingOtherBytes + (long)bytes,
                Held = sample.Held + image.PoolCounters.LiveBlocks + count,
            };
        }

        return sample;
    }

    private void Took(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments, ulong address)
    {
        var site = new CallSite(machine, operations, caller, ddi, arguments, ordinal: 0);
        var identity = site.Stack.Identity(ddi);
        if (!_uses.TryGetValue(identity, out var use))
        {
            use = new SiteUse
            {
                Site = identity,
                Ddi = ddi.Name,
                Tag = site.Tag?.ToString(),
                Pool = site.Pool,
                Frames = [.. site.Stack.Frames],
                Smallest = ulong.MaxValue,
            };
            _order.Add(identity);
        }

        var asked = site.Size ?? 0;
        var live = _liveOfSite[identity] = _liveOfSite.GetValueOrDefault(identity) + 1;
        _live[address] = (identity, operations.Index);
        _uses[identity] = use with
        {
            Count = use.Count + 1,
            Peak = Math.Max(use.Peak, live),
            Smallest = Math.Min(use.Smallest, asked),
            Largest = Math.Max(use.Largest, asked),
            Asked = use.Asked + asked,
            Charged = use.Charged + Charged(ddi, address, asked),
            HighestIrql = (KIRQL)Math.Max((byte)use.HighestIrql, (byte)machine.Irql),
            IsTakenLate = use.IsTakenLate || RoutinePhase.Of(machine) is not (DriverPhase.DriverEntry or DriverPhase.AddDevice or DriverPhase.Pnp),
        };
    }

    // Memory that is no pool comes in whole pages (harness/docs/facts/memory.md#page-allocators).
    private ulong Charged(Ddi ddi, ulong address, ulong asked)
    {
        var page = (ulong)machine.Profile.PageSize;
        return ddi.Family == DdiFamily.Pool && machine.Pool.Census.BlockAt(address) is { } block ? block.ChargedBytes : (asked + page - 1) / page * page;
    }
}
