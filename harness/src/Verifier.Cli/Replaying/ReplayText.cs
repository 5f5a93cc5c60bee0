using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Engine.Planning;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Replaying;

/// <summary>Commands that do runs again, ready to be pasted. They name what a run needs, and nothing else that the command line named.</summary>
/// <param name="host">The surroundings, from which the commands are called.</param>
/// <param name="sources">The drivers of the command line.</param>
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
        return $"{Begin("replay")}{Options(plan.Driver, isNamed)}{(scenario is null ? string.Empty : $" --scenario {ShellWord.Of(scenario)}")}";
    }

    /// <summary>The same for a run of which no more is known than its driver's name.</summary>
    public string Replay(string driver) => $"{Begin("replay")}{Options(driver)}";

    /// <summary>The same for any run of a night: with all that the command line named.</summary>
    public string ReplayAny() =>
        $"{Begin("replay")}{(sources.ReplacesOwn ? OptionsOf(sources.Given) : string.Concat(sources.Given.Select(FileOption)))}{SymbolOptions}";

    /// <summary>The command that runs a script which names the driver's file itself, if the driver has one.</summary>
    /// <param name="driver">The driver that it is for.</param>
    /// <param name="path">The script as the user knows it.</param>
    public string Run(DriverUnderTest driver, string path) => RunWith(Options(driver, isNamed: true), path);

    /// <summary>The command that runs a script.</summary>
    /// <param name="driver">The name of the driver that it is for.</param>
    /// <param name="path">The script as the user knows it.</param>
    /// <param name="isNamed">True if the script names the driver's file itself.</param>
    /// <param name="hasModelsBeside">True if it loads models beside the driver.</param>
    public string Run(string driver, string path, bool isNamed, bool hasModelsBeside = false) => RunWith(
        !isNamed ? Options(driver) : hasModelsBeside ? $"{OptionsOf(sources.Assemblies)}{SymbolOptions}" : SymbolOptions, path);

    /// <summary>The options that answer calls of imports by hand, for the end of a command; empty for none.</summary>
    public static string StubOptions(IEnumerable<ImportStub> stubs) => string.Concat(stubs.Select(stub => $" --stub {stub}"));

    private string RunWith(string options, string path)
    {
        // What begins with these is read as an option, or as a file of arguments.
        var shown = path[0] is '-' or '@' ? $"./{path}" : path;
        return $"{Begin("run")}{options} {ShellWord.Of(shown)}";
    }

    private string SymbolOptions => string.Concat(sources.SymbolFolders.Select(path => $" --symbols {ShellWord.Of(path)}"));

    private string Begin(string verb) => $"{ProgramName.InText(host)} {verb}";

    // Where the driver's file and the assemblies of all models of the run are, but for what comes with the program or is named by the script.
    private string Options(DriverUnderTest driver, bool isNamed)
    {
        var models = driver.With.Select(further => further.Driver).Prepend(driver).Where(one => !one.IsCompiled).Select(one => one.AssemblyName).ToList();
        var file = driver.IsCompiled && !isNamed && FileOf(driver.Name) is { } path ? FileOption(path) : string.Empty;
        return $"{OptionsOf(AssembliesOf(models))}{file}{(driver.RunsCompiledCode ? SymbolOptions : string.Empty)}";
    }

    private string Options(string driver) =>
        $"{OptionsOf(sources.Assemblies)}{(FileOf(driver) is { } file ? FileOption(file) : string.Empty)}{SymbolOptions}";

    private string? FileOf(string driver) => sources.Compiled.FirstOrDefault(path => CompiledLoader.NameOf(path) == driver);

    // Beside the program's own models, unless the run had none of them.
    private string FileOption(string path) => sources.ReplacesOwn ? OptionsOf([path]) : $" --driver {ShellWord.Of(path)}";

    // A file is called as its assembly is, as a rule.
    private IEnumerable<string> AssembliesOf(List<string> names)
    {
        var own = sources.Assemblies.Where(path => names.Contains(Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)).ToList();
        var areAllFound = names.TrueForAll(name => own.Exists(path => Path.GetFileNameWithoutExtension(path).Equals(name, StringComparison.OrdinalIgnoreCase)));
        return areAllFound ? own : sources.Assemblies;
    }

    private static string OptionsOf(IEnumerable<string> paths) => string.Concat(paths.Select(path => $" --drivers {ShellWord.Of(path)}"));
}
