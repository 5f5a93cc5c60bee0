using Verifier.Cli.Host;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;

namespace Verifier.Cli.Loading;

/// <summary>Refuses runs of compiled drivers where they cannot be.</summary>
internal static class CompiledRuns
{
    /// <summary>
    /// Says that some runs are left out because this host cannot run compiled drivers: in one sentence, each script with those drivers. Scripts for
    /// both kinds of driver go on with models.
    /// </summary>
    /// <param name="invocation">The invocation, which shows the warning.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="sources">The drivers of the command line: a compiled one that it names is wanted, and not left out.</param>
    /// <returns>Those that are left.</returns>
    /// <exception cref="CliException">None is left, or the command line names a compiled driver.</exception>
    public static List<(ScenarioScript Script, DriverUnderTest Driver)> LeftOn(
        Invocation invocation, List<(ScenarioScript Script, DriverUnderTest Driver)> runs, DriverSources sources)
    {
        if (invocation.Host.CompiledProblem is not { } problem || !runs.Exists(run => run.Driver.RunsCompiledCode))
        {
            return runs;
        }

        var left = runs.FindAll(run => !run.Driver.RunsCompiledCode);
        if (left.Count == 0 || !sources.Compiled.IsEmpty)
        {
            throw CliException.Usage(problem);
        }

        var scripts = runs.Where(run => run.Driver.RunsCompiledCode).GroupBy(run => run.Script.Path, run => run.Driver)
            .Select(script => $"{script.Key} with {Words.And(script.Select(driver => driver.Name))}");
        invocation.WarnOnce($"{problem}; left out: {Words.List(scripts)}");
        return left;
    }

    /// <summary>Refuses one compiled driver where it cannot be run.</summary>
    /// <exception cref="CliException">It is compiled, and this host cannot run it.</exception>
    public static void Check(CliHost host, DriverUnderTest driver)
    {
        if (driver.RunsCompiledCode && host.CompiledProblem is { } problem)
        {
            throw CliException.Usage(problem);
        }
    }

    /// <summary>Refuses compiled drivers in this process.</summary>
    /// <param name="drivers">The drivers.</param>
    /// <param name="isIsolated">The choice of the command line; null if it makes none.</param>
    /// <exception cref="CliException">One of them is compiled, and worker processes are not wanted.</exception>
    public static void CheckIsolation(IEnumerable<DriverUnderTest> drivers, bool? isIsolated)
    {
        if (isIsolated == false && drivers.FirstOrDefault(driver => driver.RunsCompiledCode) is { } driver)
        {
            var what = driver.IsCompiled ? "is a compiled driver" : "is run beside a compiled driver";
            throw CliException.Usage($"{driver.Name} {what}, and those run in worker processes only; give the command without --isolation none");
        }
    }
}
