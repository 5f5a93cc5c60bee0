using Verifier.Cli.Host;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Loading;

/// <summary>Makes the plan that a replay token stands for.</summary>
internal static class TokenPlan
{
    /// <summary>Reads the token's script, finds its driver, and plans the run.</summary>
    /// <param name="invocation">The invocation, which shows warnings.</param>
    /// <param name="token">The token.</param>
    /// <param name="pool">The drivers there are.</param>
    /// <param name="scenario">The script to take; null for the one the token names.</param>
    /// <exception cref="CliException">The script or the driver is not there, or the two do not go together.</exception>
    public static Plan Make(Invocation invocation, ReplayToken token, DriverPool pool, string? scenario)
    {
        var path = scenario ?? token.ScenarioPath;
        if (!File.Exists(invocation.Host.FullPath(path)))
        {
            throw CliException.Usage($"the script {Printable.Line(path)} does not exist here; say where it is with --scenario");
        }

        var files = ScenarioFinder.Find(invocation.Host, [path]);
        var script = ScenarioLoader.ReadAll(files, diagnostic => invocation.Warn(diagnostic.ToString()))[0];
        var driver = pool.Find(script, token.Driver) ?? throw NoDriver(token, script, pool);
        CompiledRuns.Check(invocation.Host, driver);
        try
        {
            // The token's own spelling of the path, so that the replay's token is the token.
            return Planner.Make(script with { Path = token.ScenarioPath }, driver with { Stubs = token.Stubs }, token.Seed, token.Variation);
        }
        catch (PlanException e)
        {
            throw CliException.Usage($"{Printable.Line(path)}: {e.Message}");
        }
    }

    // The file that the script names may be gone, or no driver any more.
    private static CliException NoDriver(ReplayToken token, ScenarioScript script, DriverPool pool)
    {
        var files = pool.ErrorsOf(script, tellsBroken: true).Where(error => script.Scenario.Drivers.Any(entry => entry.IsBinary && entry.Source == error.Span));
        return new CliException(
            ExitCode.NothingSelected,
            files.Select(error => Printable.Line($"{script.Path}({error.Span}): error: {error.Message}")).FirstOrDefault()
            ?? $"no driver is named \"{Printable.Line(token.Driver)}\"; there is: {DriverPool.NamesOf(pool.Named)}; load others with --drivers");
    }

    /// <summary>The one token of a command that looks at one run.</summary>
    /// <exception cref="CliException">It is damaged, or a file holds several.</exception>
    public static ReplayToken One(CliHost host, string tokenOrFile) => TokenReader.Read(host, tokenOrFile) is [var token]
        ? token
        : throw CliException.Usage($"{Printable.Line(tokenOrFile)} holds several tokens; give one");
}
