using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using Verifier.Binaries;
using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Decoding;
using Verifier.Cli.Drafting;
using Verifier.Cli.Isolation;
using Verifier.Cli.Loading;
using Verifier.Cli.Output;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Scenarios.Writing;
using Verifier.Workers.Drafting;
using Verifier.Workers.Loading;
using Verifier.Workers.Temporary;

namespace Verifier.Cli.Commands;

/// <summary><c>new scenario --driver FILE.sys</c>: writes a first script for a compiled driver.</summary>
internal static class NewCommand
{
    private const string Extension = ".yaml";

    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var driver = new Option<string>("--driver") { Description = "The compiled driver, a .sys file", HelpName = "FILE.sys", Required = true };
        var output = new Option<string?>("--output", "-o") { Description = "Where to write the script, a .yaml file; to stdout if this is not given", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Write over a file that is there" };
        var symbols = new Option<string[]>("--symbols") { Description = "A folder with PDBs of compiled drivers, flat or a symbol store; may be given several times", HelpName = "DIR" };
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
        var driver = CompiledLoader.Describe(CompiledLoader.Read(host.FullPath(file), file, [.. symbols.Select(host.FullPath)]));
        var folder = output is null ? host.WorkingFolder : Path.GetDirectoryName(host.FullPath(output))!;
        var name = output is null ? driver.Name : Path.GetFileNameWithoutExtension(output);
        var draft = Make(invocation, sources, driver, name);
        var entry = new DriverSelection { Text = Path.GetRelativePath(folder, driver.TypeName).Replace('\\', '/') };
        var text = ScenarioWriter.Write(draft.Scenario with { Drivers = [entry] }, draft.Notes);
        var next = $"{new ReplayText(host, sources).Run(driver.Name, output ?? name + Extension, isNamed: true)} --explore all";
        if (output is null)
        {
            invocation.Out.Write(text);
            host.Error.WriteLine(Printable.Line($"next: write this to {name}{Extension} (--output does), then {next}"));
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

    private static void CheckOutput(CliHost host, string? output, bool isForced)
    {
        if (output is null)
        {
            return;
        }

        if (!output.EndsWith(Extension, StringComparison.Ordinal) || Path.GetFileNameWithoutExtension(output).Length == 0 || output.Contains('\0'))
        {
            throw CliException.Usage($"--output: '{Printable.Line(output)}' is no .yaml file; name one, such as mydriver.yaml");
        }

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

    // Driver Verifier's standard options may stop a driver where it goes on without them: then the script that gets further is taken.
    private static (Scenario Scenario, IReadOnlyList<string> Notes) Make(Invocation invocation, DriverSources sources, DriverUnderTest driver, string name)
    {
        var codes = Codes(driver);
        invocation.Host.Error.WriteLine(Printable.Line($"trying {driver.Name} out with {Words.Count(codes.Length, "control code")} that it compares with"));
        var folder = TemporaryFiles.NewFolder();
        try
        {
            using var tasks = new PlanTasks(invocation.Host, sources);
            var verified = Make(tasks, driver, Base(driver, name, VerifierOptions.Standard), folder, codes);
            if (!verified.Draft.HasStops)
            {
                return (verified.Scenario, Notes(verified.Draft, driver, codes));
            }

            var plain = Make(tasks, driver, Base(driver, name, 0), folder, codes);
            var (better, scenario) = plain.Draft.Sites > verified.Draft.Sites ? plain : verified;
            return (scenario, Notes(better, driver, codes));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (Draft Draft, Scenario Scenario) Make(PlanTasks tasks, DriverUnderTest driver, Scenario scenario, string folder, IReadOnlyCollection<uint> codes)
    {
        var path = Path.Combine(folder, scenario.Name + Extension);
        File.WriteAllText(path, ScenarioWriter.Write(scenario));
        var plan = Planner.Make(ScenarioLoader.ReadAll([new ScenarioFile(path, path)], _ => { })[0], driver);
        var draft = new Draft(scenario, codes, attempt => Probe(tasks, plan, attempt));
        return (draft, draft.Make());
    }

    // A driver that takes control loses that attempt only: the next one has a new worker.
    private static ProbeAnswer Probe(PlanTasks tasks, Plan plan, Scenario attempt)
    {
        try
        {
            return JsonSerializer.Deserialize(tasks.Do(ProbeTask.Instance, plan, ScenarioWriter.Write(attempt)), ProbeJson.Default.ProbeAnswer)!;
        }
        catch (CliException e) when (e.Code == ExitCode.Inconclusive)
        {
            return new ProbeAnswer { Stop = e.Message };
        }
    }

    private static Scenario Base(DriverUnderTest driver, string name, VerifierOptions options) => new()
    {
        Name = name,
        Says = $"What {driver.Name} accepts, it does also when memory is short, or refuses it properly.",
        Drivers = [new DriverSelection { Text = driver.TypeName }],
        Verifier = new VerifierSettings { Options = options },
        Workload = [new LoadOperation(), new UnloadOperation()],
    };

    private static ImmutableArray<uint> Codes(DriverUnderTest driver)
    {
        try
        {
            return ControlCodes.Find(PeFile.Parse(DriverBytes.Read(driver.TypeName)));
        }
        catch (BinaryException e)
        {
            throw CliException.Usage($"{driver.Name}: {Printable.Line(e.Message)}");
        }
    }

    private static List<string> Notes(Draft draft, DriverUnderTest driver, IReadOnlyCollection<uint> codes) =>
    [
        $"A first script for {driver.Name}, made by trying out what the driver accepts. The buffers hold bytes that say nothing: put in what your",
        "applications send, and add what they expect (check:, expect:).",
        $"It comes to {Words.Count(draft.Sites, "place")} where a call of the kernel can fail.",
        $"Control codes that the driver compares with: {(codes.Count == 0 ? "none" : string.Join(", ", codes.Select(code => FormattableString.Invariant($"0x{code:X}"))))}.",
        .. draft.Notes,
    ];

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
