using System.Collections.Immutable;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Planning;

/// <summary>Turns a bound scenario and a driver into a <see cref="Plan"/>.</summary>
public static class Planner
{
    /// <summary>The plan of one run.</summary>
    /// <exception cref="PlanException">The scenario's limits do not fit its profile; the message has one sentence for each.</exception>
    public static Plan Make(ScenarioScript script, DriverUnderTest driver, ulong? seed = null, Variation? variation = null)
    {
        ArgumentNullException.ThrowIfNull(script);
        var scenario = script.Scenario;
        var profile = ProfileOf(scenario.System, variation?.Limits);
        var varied = variation ?? Variation.None;
        return new Plan
        {
            Script = script,
            Driver = driver,
            Profile = profile,
            Options = OptionsOf(scenario, varied),
            Rules = RulesOf(scenario, profile, varied),
            Seed = seed ?? scenario.Seed,
            Variation = varied,
        };
    }

    /// <summary>The same plan varied otherwise.</summary>
    /// <exception cref="PlanException">The limits do not fit the profile.</exception>
    public static Plan Vary(Plan plan, Variation variation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(variation);
        var profile = variation.Limits == plan.Variation.Limits ? plan.Profile : ProfileOf(plan.Scenario.System, variation.Limits);
        return plan with
        {
            Profile = profile,
            Options = OptionsOf(plan.Scenario, variation),
            Rules = RulesOf(plan.Scenario, profile, variation),
            Variation = variation,
        };
    }

    /// <summary>The machine a scenario asks for.</summary>
    /// <exception cref="PlanException">Unknown profile, or limits out of bounds.</exception>
    public static SystemProfile ProfileOf(SystemSettings system, SystemLimits? instead = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        var profile = SystemProfile.Find(system.Profile) ?? throw new PlanException($"There is no system profile \"{system.Profile}\".");
        var limits = new SystemLimits
        {
            NonPagedPoolBytes = instead?.NonPagedPoolBytes ?? system.NonpagedPool,
            PagedPoolBytes = instead?.PagedPoolBytes ?? system.PagedPool,
            SystemPtes = instead?.SystemPtes ?? system.SystemPtes,
            MapRegisters = instead?.MapRegisters ?? system.MapRegisters,
        };
        var errors = profile.Check(limits);
        return errors.IsEmpty ? profile.With(limits) : throw new PlanException(string.Join(" ", errors.Select(e => e.Text)));
    }

    /// <summary>Every DDI that can fail for lack of resources.</summary>
    internal static ImmutableArray<Ddi> EveryFallible { get; } = [.. DdiFamilies.Members("all")];

    // Fault injection is this room's business, not an option of the kernel.
    private static DriverVerifierOptions KnownOptions { get; } = Enum.GetValues<DriverVerifierOptions>().Aggregate((a, b) => a | b);

    private static DriverVerifierOptions OptionsOf(Scenario scenario, Variation variation) =>
        (DriverVerifierOptions)(uint)((ulong)scenario.Verifier.Options & uint.MaxValue) & KnownOptions & ~variation.WithoutOptions;

    private static ImmutableArray<PlannedRule> RulesOf(Scenario scenario, SystemProfile profile, Variation variation)
    {
        var rules = new List<PlannedRule>();
        if (!variation.RestsScriptFaults)
        {
            foreach (var rule in scenario.Faults)
            {
                rules.Add(FromScript(rule, rules.Count));
            }

            rules.AddRange(VerifierModes.RulesOf(scenario.Verifier, profile, rules.Count));
        }

        foreach (var point in variation.Points)
        {
            rules.Add(FromPoint(point, rules.Count));
        }

        if (variation.Dice is { } dice)
        {
            rules.Add(FromDice(dice, rules.Count));
        }

        return [.. rules];
    }

    private static PlannedRule FromScript(FaultRule rule, int index)
    {
        var targets = rule.Targets.SelectMany(TargetDdis).Distinct().OrderBy(d => d.Ordinal).ToImmutableArray();
        return new PlannedRule
        {
            Index = index,
            Name = rule.Name ?? $"fault {index + 1}: {string.Join(", ", rule.Targets.Select(t => t.Text))}",
            Origin = RuleOrigin.Script,
            Targets = targets,
            Where = rule.Where,
            When = rule.When,
            Shape = rule.Shape,
            Status = rule.Status is { } status ? new NTSTATUS(status.Value) : null,
        };
    }

    private static IEnumerable<Ddi> TargetDdis(FaultTarget target) => target.Kind switch
    {
        FaultTargetKind.Family => DdiFamilies.Members(target.Text),
        FaultTargetKind.Glob => DdiCatalogue.All.Where(d => d.CanFail && new Glob(target.Text).Matches(d.Name)),
        _ => ExactTarget(target.Text),
    };

    // A macro's name stands for the export that it calls: that call is what can be intercepted.
    private static IEnumerable<Ddi> ExactTarget(string name) => DdiCatalogue.FindExport(name) is { CanFail: true } export ? [export] : [];

    private static PlannedRule FromPoint(FaultPointRef point, int index) => new()
    {
        Index = index,
        Name = $"fault point {point.Ordinal}{(point.Persistent ? " and all after it" : string.Empty)}{(ShapeWords.Of(point.Shape) is { } word ? $", {word}" : string.Empty)}",
        Origin = RuleOrigin.Point,
        Targets = EveryFallible,
        Shape = point.Shape,
        When = new FaultWhen { Ordinal = [new OrdinalRange(point.Ordinal, point.Ordinal)], Persistent = point.Persistent },
    };

    private static PlannedRule FromDice(ThrownDice dice, int index) => new()
    {
        Index = index,
        Name = $"dice {dice.Chance}, seed {dice.Seed}",
        Origin = RuleOrigin.Dice,
        Targets = EveryFallible,
        When = new FaultWhen { Probability = dice.Chance, Seed = dice.Seed },
    };
}
