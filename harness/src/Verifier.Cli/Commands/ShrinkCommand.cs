using System.CommandLine;
using System.Text;
using Verifier.Cli.Output;
using Verifier.Cli.Results;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Replay;
using Verifier.Engine.Shrinking;

namespace Verifier.Cli.Commands;

/// <summary><c>shrink TOKEN</c>: the smallest scenario of its own that still shows the finding of a run.</summary>
internal static class ShrinkCommand
{
    private const string Extension = ".yaml";
    private const string DefaultFolder = "reports/latest/minimal";

    /// <summary>Builds the verb.</summary>
    public static Command Create(SharedOptions shared)
    {
        var what = new Argument<string>("TOKEN") { Description = "The replay token of a run with a finding, or a file that holds one" };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The script to write (.yaml), or a folder for it",
            HelpName = "PATH",
            DefaultValueFactory = _ => DefaultFolder,
        };
        var fingerprint = new Option<string?>("--fingerprint") { Description = "Which finding to keep, of a run with several; its first unless given", HelpName = "HEX" };
        var scenario = new Option<string?>("--scenario") { Description = "The script, if it is not where it was when the token was made", HelpName = "PATH" };
        var assemblies = SharedArguments.Drivers();
        var verb = new Verb("shrink", "Makes the smallest scenario that still shows the finding of a run")
        {
            Examples = ["shrink vr3.PAYLOAD.CHECK", "shrink vr3.PAYLOAD.CHECK -o scenarios/regression/lost-array.yaml", "run reports/latest/minimal"],
        };
        verb.Add(what);
        Option[] options = [output, fingerprint, scenario, assemblies];
        foreach (var option in options)
        {
            verb.Add(option);
        }

        shared.SetAction(verb, (parsed, invocation) => Shrink(invocation, new ShrinkSettings(
            parsed.GetRequiredValue(what),
            parsed.GetRequiredValue(output),
            parsed.GetValue(fingerprint),
            parsed.GetValue(scenario),
            [.. parsed.GetValue(assemblies) ?? []])));
        return verb;
    }

    private static ExitCode Shrink(Invocation invocation, ShrinkSettings settings)
    {
        var token = TokenPlan.One(invocation.Host, settings.Token);
        if (!token.HasTrace)
        {
            throw new CliException(ExitCode.Inconclusive, "a run in which the driver took control cannot be shrunk, for each try would end a process; replay it");
        }

        var models = ModelCatalogue.Read(invocation, settings.Assemblies);
        using var runner = new ScenarioRunner();
        var plan = TokenPlan.Make(invocation, token, models, settings.Scenario);
        if (Replayer.Locate(token, plan, runner) is { } moved)
        {
            invocation.Warn(moved.Sentence);
            plan = Planner.Vary(plan, moved.Variation);
        }

        var (shrunk, problem) = new ScenarioShrinker(runner).Shrink(plan, settings.Fingerprint);
        if (shrunk is null)
        {
            throw new CliException(ExitCode.Inconclusive, $"{Printable.Line(plan.Scenario.Name)} with {plan.Driver.Name} cannot be shrunk: {problem}");
        }

        var isFile = settings.Output.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
        var path = isFile ? settings.Output : Path.Join(settings.Output, shrunk.SpeakingName + Extension);
        shrunk = shrunk.Named(Path.GetFileNameWithoutExtension(path));
        Save(invocation.Host.FullPath(path), path, shrunk.Script);
        Show(invocation, shrunk, invocation.Host.DisplayPath(invocation.Host.FullPath(path)), settings);
        return ExitCode.Ok;
    }

    private static void Save(string fullPath, string shown, string script)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
            File.WriteAllText(fullPath, script, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{shown} cannot be written ({e.Message}); choose another with -o");
        }
    }

    private static void Show(Invocation invocation, ShrunkScenario shrunk, string path, ShrinkSettings settings)
    {
        if (invocation.IsJson)
        {
            JsonDocumentWriter.WriteTo(invocation.Out, json => ShrinkDocument.Write(json, shrunk, path));
            return;
        }

        if (invocation.IsQuiet)
        {
            return;
        }

        var text = invocation.Out;
        text.WriteLine(Printable.Line(shrunk.Finding.Title));
        text.WriteLine(FormattableString.Invariant(
            $"{Words.Count(shrunk.Operations.Before, "operation")} -> {shrunk.Operations.After}, {Words.Count(shrunk.Faults.Before, "failure")} -> {shrunk.Faults.After}, {Words.Count(shrunk.Tries, "scenario")} tried"));
        if (!shrunk.IsFinished)
        {
            text.WriteLine("there was more to try: what is left may not be the smallest");
        }

        text.WriteLine();
        text.Write(shrunk.Script);
        text.WriteLine();
        text.WriteLine(Printable.Line($"run: {ReplayText.Run(invocation.Host, settings.Assemblies, path)}"));
    }
}
