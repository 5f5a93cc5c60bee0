using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// The golden run, and the plan that can be explored: a golden run that an option of Driver Verifier stops is evidence of a defect, and no
/// reason to try nothing else.
/// </summary>
/// <param name="Plan">The plan that the cases vary: the golden run's, without the options that stop it.</param>
/// <param name="Golden">The run of that plan.</param>
/// <param name="Stopped">The golden run as the script has it; null when that is <paramref name="Golden"/>.</param>
internal sealed record ExplorablePlan(Plan Plan, RunObservation Golden, RunObservation? Stopped)
{
    /// <summary>Finds the plan.</summary>
    /// <param name="golden">The plan of the golden run.</param>
    /// <param name="run">Runs a plan.</param>
    public static ExplorablePlan Of(Plan golden, Func<Plan, RunObservation> run)
    {
        var seen = run(golden);
        if (seen.Stop is null || golden.Options == DriverVerifierOptions.None || Without(golden, golden.Options, run) is not { Stop: null } quiet)
        {
            return new ExplorablePlan(golden, seen, null);
        }

        // As few as possible are off: each option in turn is on again unless the run stops with it.
        var off = golden.Options;
        foreach (var option in Enum.GetValues<DriverVerifierOptions>().Where(o => golden.Options.HasFlag(o) && ulong.IsPow2((ulong)o)))
        {
            if (Without(golden, off & ~option, run) is { Stop: null } tried)
            {
                off &= ~option;
                quiet = tried;
            }
        }

        return new ExplorablePlan(quiet.Plan, quiet, seen);
    }

    private static RunObservation Without(Plan golden, DriverVerifierOptions options, Func<Plan, RunObservation> run) =>
        run(Planner.Vary(golden, golden.Variation with { WithoutOptions = golden.Variation.WithoutOptions | options }));
}
