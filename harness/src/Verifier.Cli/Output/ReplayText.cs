namespace Verifier.Cli.Output;

/// <summary>The command that replays a run, ready to be pasted.</summary>
internal static class ReplayText
{
    /// <summary>The command; a token goes behind it.</summary>
    public static string Command(CliHost host, IEnumerable<string> assemblies) =>
        $"{ProgramName.InText(host)} replay{string.Concat(assemblies.Select(path => $" --drivers {Quoted(path)}"))}";

    private static string Quoted(string path) => path.Contains(' ') ? $"\"{path}\"" : path;
}
