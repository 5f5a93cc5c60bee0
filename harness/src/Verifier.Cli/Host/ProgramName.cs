using Verifier.Cli.Text;

namespace Verifier.Cli.Host;

/// <summary>The command by which the user calls this program from the current folder, so that a printed command can be pasted.</summary>
internal static class ProgramName
{
    private const string Tool = "dotnet verifier";
    private const string ToolSettings = "DotnetToolSettings.xml"; // lies beside the program in the package of a tool, and nowhere else
    private const string Solution = "Verifier.sln";
    private const string Project = "harness/src/Verifier.Cli";

    /// <summary>The program's version.</summary>
    public static string Version { get; } = typeof(ProgramName).Assembly.GetName().Version!.ToString(3);

    /// <summary>Identifies the build of all that judges: a later one may find more in the same driver.</summary>
    public static string Build { get; } = string.Join(
        '.', new[] { typeof(Kernel.DriverModel), typeof(Scenarios.ScenarioReader), typeof(Engine.Execution.ScenarioRunner), typeof(Workers.RefusalException), typeof(ProgramName) }
            .Select(type => type.Module.ModuleVersionId.ToString("N")[..8]));

    /// <summary>
    /// <c>dotnet run --project … --</c> in a checkout, <c>dotnet verifier</c> for the installed tool, <c>dotnet …/Verifier.Cli.dll</c> elsewhere.
    /// </summary>
    public static string InText(CliHost host)
    {
        for (var folder = new DirectoryInfo(host.ProgramFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)) && Directory.Exists(Path.Combine(folder.FullName, Project)))
            {
                return $"dotnet run --project {Shown(host, Path.Combine(folder.FullName, Project))} --";
            }
        }

        var program = Path.Combine(host.ProgramFolder, typeof(ProgramName).Module.Name);
        return File.Exists(program) && !File.Exists(Path.Combine(host.ProgramFolder, ToolSettings)) ? $"dotnet {Shown(host, program)}" : Tool;
    }

    private static string Shown(CliHost host, string path) => ShellWord.Of(host.DisplayPath(path));
}
