using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Engine.Exploration;

/// <summary>
/// Takes out of a run what the driver also does wrong without any fault: that is the golden run's finding, not one of every case.
/// </summary>
internal sealed class GoldenFilter
{
    private readonly HashSet<(BugCheckCode? Code, ulong? P1, string Rule, string Routine)> _violations;
    private readonly ImmutableArray<Census> _censuses;

    public GoldenFilter(RunObservation golden)
    {
        _violations = [.. golden.Violations.Select(KeyOf)];
        _censuses = [.. golden.Censuses.Where(c => !c.Held.IsEmpty)];
    }

    public RunObservation Without(RunObservation run)
    {
        if (_violations.Count == 0 && _censuses.IsEmpty)
        {
            return run;
        }

        return run with
        {
            Violations = [.. run.Violations.Where(v => !_violations.Contains(KeyOf(v)))],
            Censuses = [.. run.Censuses.Select(Without)],
        };
    }

    private static (BugCheckCode? Code, ulong? P1, string Rule, string Routine) KeyOf(ObservedViolation violation) =>
        (violation.WouldBe?.Code, violation.WouldBe?.P1, violation.Rule, violation.Routine);

    // As many of a kind, tag and origin as the golden run held at such a point are the golden run's.
    private Census Without(Census census)
    {
        var usual = _censuses.Where(c => c.Point == census.Point).SelectMany(c => c.Held).GroupBy(KeyOf).ToDictionary(g => g.Key, g => g.Count());
        var rest = ImmutableArray.CreateBuilder<HeldResource>();
        foreach (var held in census.Held)
        {
            var left = usual.GetValueOrDefault(KeyOf(held));
            if (left > 0)
            {
                usual[KeyOf(held)] = left - 1;
            }
            else
            {
                rest.Add(held);
            }
        }

        return census with { Held = rest.ToImmutable() };
    }

    private static (ResourceKind Kind, PoolTag Tag, string? Ddi) KeyOf(HeldResource held) => (held.Kind, held.Tag, held.AcquiredBy);
}
