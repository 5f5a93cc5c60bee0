using Verifier.Cli.Loading;
using Verifier.Engine.Planning;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Output;

/// <summary>Commands that do runs again, ready to be pasted. They name what a run needs, and nothing else that the command line named.</summary>
/// <param name="host">Where they are called from.</param>
/// <param name="sources">What the command line says of drivers.</param>
internal sealed class ReplayText(CliHost host, DriverSources sources)
{
    /// <summary>The command that replays a run; a token goes behind it.</summary>
    public string Replay(Plan plan) => Replay(plan, scenario: null);

    /// <summary>The same.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="scenario">The script, where it does not lie at the path that the token carries.</param>
    public string Replay(Plan plan, string? scenario)
    {
        var isNamed = DriverPool.IsNamedBy(host, scenario ?? plan.ScenarioPath, plan.Scenario, plan.Driver);
        return $"{Begin("replay")}{(isNamed ? SymbolOptions : Options(plan.Driver))}{(scenario is null ? string.Empty : $" --scenario {ShellWord.Of(scenario)}")}";
    }

    /// <summary>The same for a run of which no more is known than its driver's name.</summary>
    public string Replay(string driver) => $"{Begin("replay")}{Options(driver)}";

    /// <summary>The same for any run of a night: with all that the command line named.</summary>
    public string ReplayAny() => $"{Begin("replay")}{OptionsOf(sources.Given)}{SymbolOptions}";

    /// <summary>The command that runs a script.</summary>
    /// <param name="driver">The name of the driver that it is for.</param>
    /// <param name="path">The script as the user knows it.</param>
    /// <param name="isNamed">Does the script name the driver's file itself?</param>
    public string Run(string driver, string path, bool isNamed)
    {
        // What begins with these is read as an option, or as a file of arguments.
        var shown = path[0] is '-' or '@' ? $"./{path}" : path;
        return $"{Begin("run")}{(isNamed ? SymbolOptions : Options(driver))} {ShellWord.Of(shown)}";
    }

    private string SymbolOptions => string.Concat(sources.SymbolFolders.Select(path => $" --symbols {ShellWord.Of(path)}"));

    private string Begin(string verb) => $"{ProgramName.InText(host)} {verb}";

    private string Options(DriverUnderTest driver) => driver.IsCompiled ? Options(driver.Name) : OptionsOf(AssembliesOf(driver.AssemblyName));

    private string Options(string driver) => sources.Compiled.FirstOrDefault(path => CompiledLoader.NameOf(path) == driver) is { } file
        ? $"{OptionsOf([file])}{SymbolOptions}"
        : $"{OptionsOf(sources.Assemblies)}{SymbolOptions}";

    // A file is called as its assembly is, as a rule.
    private IEnumerable<string> AssembliesOf(string name)
    {
        var own = sources.Assemblies.Where(path => Path.GetFileNameWithoutExtension(path).Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return own.Count > 0 ? own : sources.Assemblies;
    }

    private static string OptionsOf(IEnumerable<string> paths) => string.Concat(paths.Select(path => $" --drivers {ShellWord.Of(path)}"));
}
