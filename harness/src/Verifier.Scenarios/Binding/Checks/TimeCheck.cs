using System.Collections.Immutable;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>Warns of delays that the workload's virtual time never reaches: Driver Verifier's 8 minutes above all.</summary>
internal static class TimeCheck
{
    /// <summary>Checks a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="context">The context of the script, which takes diagnostics.</param>
    public static void Run(Scenario scenario, BindingContext context)
    {
        // With an error in the script, the missing time may be the mistyped word.
        if (context.Diagnostics.HasErrors)
        {
            return;
        }

        decimal ticks = Ticks(scenario.Workload);
        if (scenario.Verifier.LowResources is { } lowResources && lowResources.Delay.Ticks > ticks)
        {
            Warn(scenario.Verifier.Source, "low-resources", lowResources.Delay);
        }

        foreach (FaultWhen when in scenario.Faults.Select(f => f.When).Where(w => w.DelayTime is { } delay && delay.Ticks > ticks))
        {
            Warn(when.Source, "this rule", when.DelayTime!.Value);
        }

        void Warn(SourceSpan span, string what, TimeSpan delay)
        {
            var reached = new TimeSpan((long)ticks);
            string promise = FormattableString.Invariant($"{what} starts to fail calls after {delay:c} of virtual time");
            string truth = FormattableString.Invariant($"the workload advances only {reached:c}");
            context.Report(DiagnosticCodes.DelayNotReached, span, $"{promise}, but {truth}: 'advance' more or set 'delay: 0s'");
        }
    }

    // Time that passes inside waits is not known here; 'advance' is what an author controls.
    private static decimal Ticks(ImmutableArray<Operation> operations) => Math.Min(operations.Sum(Ticks), long.MaxValue / 2);

    private static decimal Ticks(Operation operation) => operation switch
    {
        AdvanceOperation advance => advance.By.Ticks,
        RepeatOperation repeat => repeat.Times * Ticks(repeat.Body),
        ParallelOperation parallel => parallel.Threads.Length == 0 ? 0 : parallel.Threads.Max(Ticks),
        _ => 0,
    };
}
