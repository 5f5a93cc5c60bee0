using System.Globalization;
using Verifier.Engine.Execution;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Economy;

/// <summary>
/// Reads a run without faults for what the driver could do better with memory. One run records; one more for each site in nonpaged pool
/// tries whether it could be paged. The thresholds are ours (FIDELITY.md).
/// </summary>
public sealed class Advisor(ScenarioRunner runner, Plan plan)
{
    // Driver Verifier's special pool and tracking take memory of their own, which the driver does not pay elsewhere.
    private readonly Plan _golden = plan with { Options = 0 };

    private const int ManyBlocks = 8;
    private const int LargestForLookaside = 4096;
    private const int LargestReserve = 512;

    /// <summary>Of what is taken, this share may be lost before it is worth a word.</summary>
    private const double TolerableWaste = 0.25;

    private static readonly RunOptions Following = new() { FollowsMemory = true, CapturesStacks = false };

    /// <summary>The advice, what is worth most first.</summary>
    public EconomyReport Advise()
    {
        var run = runner.Observe(_golden, Following);
        var advice = new List<Advice>();
        foreach (var use in run.SiteUses)
        {
            advice.AddRange(Waste(use));
            advice.AddRange(CouldBePaged(run, use));
            advice.AddRange(Late(use));
            advice.AddRange(Recurring(use));
        }

        advice.AddRange(run.SiteUses.GroupBy(u => u.Ddi).SelectMany(Deprecated));
        advice.AddRange(Overall(run));
        return new EconomyReport([.. advice.OrderByDescending(a => a.Bytes)], run.SiteUses, run.PoolSamples);
    }

    private IEnumerable<Advice> Waste(SiteUse use)
    {
        if (use.Wasted >= (ulong)_golden.Profile.PageSize / 4 && use.Wasted > use.Charged * TolerableWaste)
        {
            var why = use.Largest >= (ulong)_golden.Profile.LargestRequestWithinPage
                ? "Requests of a page and more take whole pages"
                : "Each block has a header and is rounded up";
            yield return new Advice(
                AdviceKind.Waste,
                use.Text,
                Text($"{Number(use.Count, "block")} of {Sizes(use)} {(use.Count == 1 ? "takes" : "take")} {Counted.Of(use.Charged, "byte")}, {use.Wasted} of them ({Percent(use.Wasted, use.Charged)}) for nothing. {why}: ask for several at once, or for what fits."),
                use.Wasted,
                "ExAllocatePoolWithTag function (wdm.h)");
        }
    }

    private IEnumerable<Advice> CouldBePaged(RunObservation run, SiteUse use)
    {
        if (use.Pool == PoolKind.Nonpaged && use.HighestIrql < KIRQL.DISPATCH_LEVEL && GoesTheSamePaged(run, use))
        {
            yield return new Advice(
                AdviceKind.CouldBePaged,
                use.Text,
                Text($"{Number(use.Count, "block")} of {Sizes(use)}, at most {use.Peak} at a time, in nonpaged pool: nothing in this scenario touches them above APC_LEVEL. Served from paged pool instead, which was trimmed at every raise of IRQL, all went the same."),
                use.Charged / (ulong)use.Count * (ulong)use.Peak,
                "When Should Code and Data Be Pageable?");
        }
    }

    private bool GoesTheSamePaged(RunObservation run, SiteUse use)
    {
        var moved = runner.Observe(_golden, new RunOptions { PagedInstead = use.Site, CapturesStacks = false });
        return moved.Stop is null && run.Stop is null
            && moved.Violations.Length == run.Violations.Length
            && moved.Operations.Length == run.Operations.Length
            && moved.Operations.Zip(run.Operations).All(pair => OperationDifference.Between(pair.First, pair.Second) is null);
    }

    private IEnumerable<Advice> Late(SiteUse use)
    {
        var isContiguous = use.Ddi.Contains("Contiguous", StringComparison.Ordinal) || use.Ddi.Contains("NonCached", StringComparison.Ordinal)
            || use.Ddi == "AllocateCommonBuffer";
        if (use.IsTakenLate && (isContiguous || (use.Largest > (ulong)_golden.Profile.PageSize && use.Count > 1)))
        {
            yield return new Advice(
                AdviceKind.TakenLate,
                use.Text,
                Text($"{Number(use.Count, "buffer")} of {Sizes(use)} {(use.Count == 1 ? "is" : "are")} taken while the driver serves, {use.Peak} at a time. Memory of several pages is surest right after the system starts: take it in DriverEntry or START_DEVICE and keep it."),
                use.Largest * (ulong)use.Peak,
                isContiguous ? "MmAllocateContiguousMemorySpecifyCache function (wdm.h)" : "Allocating System-Space Memory");
        }
    }

    private static IEnumerable<Advice> Recurring(SiteUse use)
    {
        if (use.Pool is null || use.Smallest != use.Largest || use.Freed < Math.Max(ManyBlocks, 2 * use.Peak) || use.Largest > LargestForLookaside || !use.IsTakenLate)
        {
            yield break;
        }

        if (use.Peak == 1 && use.Largest <= LargestReserve && use.FreedAtOnce == use.Count)
        {
            yield return new Advice(
                AdviceKind.Reserve,
                use.Text,
                Text($"{Number(use.Count, "block")} of {Counted.Of(use.Largest, "byte")} {(use.Count == 1 ? "is" : "are")} taken and given back, each within one request, never two at a time: room for one in the device extension cannot fail."),
                0,
                "Device Extensions");
            yield break;
        }

        yield return new Advice(
            AdviceKind.Lookaside,
            use.Text,
            Text($"{Number(use.Count, "block")} of {Counted.Of(use.Largest, "byte")} {(use.Count == 1 ? "is" : "are")} taken and {use.Freed} given back, at most {use.Peak} at a time: a lookaside list keeps them at hand."),
            0,
            "Using Lookaside Lists");
    }

    private IEnumerable<Advice> Deprecated(IGrouping<string, SiteUse> uses)
    {
        if (DdiCatalogue.Find(uses.Key)?.Successor is { } successor && successor.Since <= _golden.Profile.Version)
        {
            yield return new Advice(
                AdviceKind.Deprecated,
                uses.First().Text,
                Text($"{uses.Key} is called {Times(uses.Sum(u => u.Count))} from {Number(uses.Count(), "place")}; from {successor.Since} on {successor.Name} takes its place."),
                0,
                successor.Source);
        }
    }

    private IEnumerable<Advice> Overall(RunObservation run)
    {
        if (run.PoolSamples.IsEmpty)
        {
            yield break;
        }

        var peak = run.PoolSamples.Max(s => s.NonPagedBytes);
        var before = run.PoolSamples[0].NonPagedBytes;
        yield return new Advice(
            AdviceKind.Resident,
            string.Empty,
            Text($"Nonpaged pool in use goes from {before} to at most {Counted.Of(peak, "byte")} and ends at {run.PoolSamples[^1].NonPagedBytes}. It is never paged out: every virtual machine on a host pays it."),
            0,
            "Memory Pools");
        if (!_golden.Profile.IsWide)
        {
            var space = run.PoolSamples.Max(s => s.AddressSpaceBytes);
            yield return new Advice(
                AdviceKind.AddressSpace,
                string.Empty,
                Text($"The pools take up to {Counted.Of(space, "byte")} of address space, {Percent((ulong)space, (ulong)_golden.Profile.KernelAddressSpaceBytes)} of what a 32-bit kernel has for everything."),
                0,
                "Memory Limits for Windows Releases");
        }
    }

    private static string Sizes(SiteUse use) => use.Smallest == use.Largest ? Counted.Of(use.Largest, "byte") : Text($"{use.Smallest} to {use.Largest} bytes");

    private static string Number(long count, string what) => Counted.Of(count, what);

    private static string Times(int count) => count == 1 ? "once" : Text($"{count} times");

    private static string Percent(ulong part, ulong whole) => Text($"{(whole == 0 ? 0 : 100.0 * part / whole):F1} %");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
