namespace Verifier.Cli.Output;

/// <summary>Commands that do runs again, ready to be pasted.</summary>
internal static class ReplayText
{
    /// <summary>The command that replays a run; a token goes behind it.</summary>
    /// <param name="host">Where it is called from.</param>
    /// <param name="assemblies">The models' assemblies.</param>
    /// <param name="scenario">The script, where it does not lie at the path that the token carries.</param>
    public static string Command(CliHost host, IEnumerable<string> assemblies, string? scenario = null) =>
        $"{Command(host, "replay", assemblies)}{(scenario is null ? string.Empty : $" --scenario {ShellWord.Of(scenario)}")}";

    /// <summary>The command that runs a script.</summary>
    /// <param name="host">Where it is called from.</param>
    /// <param name="assemblies">The models' assemblies.</param>
    /// <param name="path">The script as the user knows it.</param>
    public static string Run(CliHost host, IEnumerable<string> assemblies, string path)
    {
        // What begins with these is read as an option, or as a file of arguments.
        var shown = path[0] is '-' or '@' ? $"./{path}" : path;
        return $"{Command(host, "run", assemblies)} {ShellWord.Of(shown)}";
    }

    private static string Command(CliHost host, string verb, IEnumerable<string> assemblies) =>
        $"{ProgramName.InText(host)} {verb}{string.Concat(assemblies.Select(path => $" --drivers {ShellWord.Of(path)}"))}";
}
