using Verifier.Cli.Host;
using Verifier.Cli.Text;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Files;

/// <summary>The path of a script that is to be written.</summary>
internal static class ScriptPath
{
    /// <summary>The extension of a script's file.</summary>
    public const string Extension = ".yaml";

    /// <summary>Is it a file's path? Otherwise it is a folder's.</summary>
    public static bool IsFile(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses a file whose name is no scenario's: the script in it could not be run.</summary>
    /// <param name="path">The path, as the user wrote it.</param>
    /// <exception cref="CliException">It is such a file.</exception>
    public static void Check(string path)
    {
        if (IsFile(path) && Path.GetFileNameWithoutExtension(path) is var name && !ScenarioName.Is(name))
        {
            throw CliException.Usage($"--output: a scenario is called as its file, and '{Printable.Line(name)}' {ScenarioName.Rule}");
        }
    }
}
