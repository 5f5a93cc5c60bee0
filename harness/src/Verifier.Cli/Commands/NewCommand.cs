using System.CommandLine;
using System.Text;
using Verifier.Binaries;
using Verifier.Binaries.Images;
using Verifier.Binaries.Symbols;
using Verifier.Cli.Drafting;
using Verifier.Cli.Files;
using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Options;
using Verifier.Cli.Replaying;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Writing;
using Verifier.Workers.Loading;

namespace Verifier.Cli.Commands;

/// <summary><c>new scenario --driver FILE.sys</c>: writes a first script for a compiled driver.</summary>
internal static class NewCommand
{
    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var driver = new Option<string>("--driver") { Description = "The compiled driver, a .sys file", HelpName = "FILE.sys", Required = true };
        var output = new Option<string?>("--output", "-o") { Description = "Where to write the script, a .yaml file; to stdout if this is not given", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Write over a file that is there" };
        var symbols = DriverOptions.NewSymbols();
        var scenario = new Verb("scenario", "Writes a first script for a compiled driver: tries out what its devices accept")
        {
            Examples = ["new scenario --driver mydriver.sys", "new scenario --driver mydriver.sys --output mydriver.yaml"],
        };
        Option[] options = [driver, output, force, symbols];
        options.ToList().ForEach(scenario.Add);
        shared.SetAction(scenario, (parsed, invocation) => Write(
            invocation, parsed.GetRequiredValue(driver), parsed.GetValue(symbols) ?? [], parsed.GetValue(output), parsed.GetValue(force)));
        var verb = new Verb("new", "Writes a first script for a compiled driver") { Examples = scenario.Examples };
        verb.Add(scenario);
        return verb;
    }

    private static ExitCode Write(Invocation invocation, string file, string[] symbols, string? output, bool isForced)
    {
        var host = invocation.Host;
        CheckOutput(host, output, isForced);
        if (!CompiledLoader.IsCompiled(file) || file.AsSpan().ContainsAny('*', '?', '\0'))
        {
            throw CliException.Usage($"'{Printable.Line(file)}' is no compiled driver; name one .sys file with --driver");
        }

        if (host.CompiledProblem is { } problem)
        {
            throw CliException.Usage(problem);
        }

        var sources = new DriverSources(invocation, [], [file], symbols);
        var compiled = CompiledLoader.Read(host.FullPath(file), file, [.. symbols.Select(host.FullPath)]);
        var driver = CompiledLoader.Describe(compiled);
        var folder = output is null ? host.WorkingFolder : Path.GetDirectoryName(host.FullPath(output))!;
        var name = output is null ? driver.Name : Path.GetFileNameWithoutExtension(output);
        var clues = CluesOf(file, compiled.File.Driver.File);
        host.Error.WriteLine(Printable.Line($"trying {driver.Name} out with {Words.Count(clues.Codes.Length, "control code")} that it compares with"));
        using var drafter = new Drafter(new PlanTasks(host, sources), driver, ImportedFiles(compiled.File.Driver, driver.TypeName), clues);
        var (scenario, notes) = drafter.Make(name);
        var text = ScenarioWriter.Write(
            scenario with
            {
                Drivers = [.. scenario.Drivers.Select(entry => From(folder, entry))],
                With = [.. scenario.With.Select(entry => entry with { Selection = From(folder, entry.Selection) })],
            },
            notes);
        var next = $"{new ReplayText(host, sources).Run(driver.Name, output ?? name + ScriptPath.Extension, isNamed: true)} --explore all";
        if (output is null)
        {
            invocation.Out.Write(text);
            host.Error.WriteLine(Printable.Line($"next: write this to {name}{ScriptPath.Extension} (--output does), then {next}"));
            return ExitCode.Ok;
        }

        Save(host.FullPath(output), output, text);
        if (!invocation.IsQuiet)
        {
            invocation.Out.WriteLine(Printable.Line($"{output} is written"));
            invocation.Out.WriteLine(Printable.Line($"next: {next}"));
        }

        return ExitCode.Ok;
    }

    private static DriverSelection From(string folder, DriverSelection entry) => entry with { Text = Path.GetRelativePath(folder, entry.Text).Replace('\\', '/') };

    // Drivers that the driver imports from, where they lie beside it.
    private static List<string> ImportedFiles(CompiledDriver driver, string path)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(path)!);
        return [.. driver.ImportedModules
            .Where(CompiledLoader.IsCompiled)
            .Select(module => CaselessFolder.Find(folder, module, mayBeUnreadable: true)?.FullName)
            .OfType<string>()];
    }

    private static void CheckOutput(CliHost host, string? output, bool isForced)
    {
        if (output is null)
        {
            return;
        }

        if (!ScriptPath.IsFile(output) || output.Contains('\0'))
        {
            throw CliException.Usage($"--output: '{Printable.Line(output)}' is no .yaml file; name one, such as mydriver.yaml");
        }

        ScriptPath.Check(output);
        var path = host.FullPath(output);
        if (Directory.Exists(path) || (File.Exists(path) && !isForced))
        {
            throw CliException.Usage($"--output: {Printable.Line(output)} exists; choose another name, or write over a file with --force");
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw CliException.Usage($"--output: the folder of {Printable.Line(output)} does not exist; make it first");
        }
    }

    private static Clues CluesOf(string shown, PeFile image)
    {
        try
        {
            return Clues.Of(image);
        }
        catch (BinaryException e)
        {
            throw CliException.Usage($"{Printable.Line(shown)}: {Printable.Line(e.Message)}");
        }
    }

    private static void Save(string path, string shown, string text)
    {
        try
        {
            File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{Printable.Line(shown)} cannot be written ({e.Message}); choose another with --output");
        }
    }
}
