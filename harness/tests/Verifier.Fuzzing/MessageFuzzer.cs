using System.Text;
using Verifier.Cli.Exploring;
using Verifier.Cli.Nightly;
using Verifier.Cli.Results;
using Verifier.Cli.Running;
using Verifier.Cli.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;
using Verifier.Workers.Messages;
using Verifier.Workers.Running;

namespace Verifier.Fuzzing;

/// <summary>What program and worker say to each other, after something happened to it on the way.</summary>
internal sealed class MessageFuzzer : IFuzzer
{
    private static readonly MessageKind[] s_kinds = Enum.GetValues<MessageKind>();

    private static readonly WorkOrder s_order = new()
    {
        ScriptFile = "/s/a.yaml",
        ScriptPath = "s/a.yaml",
        ScriptHash = new string('a', 64),
        Assemblies = ["a.dll"],
        Driver = "driver",
        DriverType = "Some.Type",
        BuildHash = "build",
        Seed = 7,
        Variation = "x",
    };

    private readonly ExplorationTarget _target;
    private readonly GoldenRecord _golden;
    private readonly byte[][] _conversations;

    /// <summary>Explores, so that there is something to tell.</summary>
    public MessageFuzzer()
    {
        var (path, text) = Library.Scripts.First(s => s.Path.EndsWith("buffers-adapter.yaml", StringComparison.Ordinal));
        var document = Library.Read(path, Encoding.UTF8.GetBytes(text));
        var script = new ScenarioScript(document.Scenario!, path, document.ContentHash);
        var driver = Library.DriversOf(script.Scenario).First();
        _target = new ExplorationTarget(Planner.Make(script, driver), new ExploreSettings { Strategies = ExploreStrategies.Each });
        using var runner = new EngineCaseRunner(log: null);
        _golden = runner.Record(_target, CancellationToken.None);
        byte[][] sound = [.. Conversations()];
        Array.ForEach(sound, ReadAll);
        _conversations = [.. sound, .. s_kinds.Select(kind => Written(to => to.Write(kind, "{\"Key\":\"each f1\",\"Findings\":[],\"MorePoints\":[],\"Points\":null,\"Verdict\":3}")))];
    }

    /// <inheritdoc/>
    public string Oracle => "Mutated bytes are messages that are read, or are refused as none";

    /// <inheritdoc/>
    public string? TryOne(Random dice)
    {
        try
        {
            ReadAll(Mutation.Of(_conversations[dice.Next(_conversations.Length)], dice, _conversations));
        }
        catch (InvalidDataException e)
        {
            return e.Message.Length > 0 ? null : "refused without a word";
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }

    private void ReadAll(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var reader = new MessageReader();
        while (reader.Fill(stream))
        {
            while (reader.TryNext())
            {
                Read(reader);
            }
        }
    }

    // As the side reads it that gets it.
    private void Read(MessageReader message)
    {
        switch (message.Kind)
        {
            case MessageKind.Golden:
                Use(CaseMessages.ReadGolden(message), null);
                break;
            case MessageKind.Passed or MessageKind.Result:
                _ = message.Number();
                var key = message.Kind == MessageKind.Result ? WorkerJson.Read<CaseResult>(message.Content).Key : "each f1";
                Use(_golden, CaseMessages.ReadResult(message, key));
                break;
            case MessageKind.Shrunk:
                WorkerJson.Read<MinimalScenario>(message.Content);
                break;
            case MessageKind.Models:
                OrderMessages.ReadCatalogue(message);
                break;
            case MessageKind.Ran:
                ReadRun(message);
                break;
            case MessageKind.Replayed:
                RunMessages.ReadReplay(message, RecordAccount.Instance, _target.Golden);
                break;
            case MessageKind.Ready or MessageKind.Opened or MessageKind.Refused or MessageKind.Failed or MessageKind.Begun or MessageKind.Uncontrolled:
                _ = message.Text;
                break;
            default:
                WorkerRequest.Of(message);
                break;
        }
    }

    // The account's name stands in front, for the program that reads knows which one it asked for.
    private void ReadRun(MessageReader message)
    {
        if (message.Content.IndexOf(Encoding.UTF8.GetBytes(NightAccount.Instance.Name)) == 1)
        {
            RunMessages.ReadRun(message, NightAccount.Instance, _target.Golden);
        }
        else
        {
            RunMessages.ReadRun(message, RecordAccount.Instance, _target.Golden);
        }
    }

    private IEnumerable<byte[]> Conversations()
    {
        yield return Written(to =>
        {
            OrderMessages.Write(to, new CatalogueOrder(["a.dll", "b.dll"], ["Some.Type"], "s/a.yaml"));
            OrderMessages.Write(to, s_order);
            CaseMessages.WriteCase(to, new ExploredCase(CaseKind.Each, new Variation { Points = [new FaultPointRef(3, true)] }), isAlone: false);
            to.Write(MessageKind.Record, string.Empty);
            RunMessages.WriteRun(to, RecordAccount.Instance);
            RunMessages.WriteReplay(to, new ReplayOrder("token", KeepsTrace: true), RecordAccount.Instance);
        });
        yield return Written(to =>
        {
            to.Write(MessageKind.Ready, string.Empty);
            OrderMessages.Write(to, new Catalogue([.. Library.Drivers.Take(3).Select(CatalogueEntry.Of)], ["a warning"], ["a broken one"]));
            CaseMessages.WriteResult(to, new CaseResult { Key = "each f1", Calls = 99, TraceHash = 1UL << 63 }, 1234);
            to.Write(MessageKind.Refused, "the script changed");
        });
        yield return Written(Answers);
    }

    // What comes of it must be had, too: what was read is whole, or was refused.
    private void Use(GoldenRecord golden, CaseResult? result)
    {
        var campaign = new Campaign(_target.Golden, _target.Settings, golden);
        if (campaign.TryTake(out var one) && result is not null)
        {
            campaign.Accept(result with { Key = one!.Key });
        }

        JsonDocumentWriter.Line(json => CampaignJson.Write(json, CampaignRecord.Of(_target, campaign.Outcome())));
    }

    // Each kind of answer that has something to tell, of a driver with a defect.
    private void Answers(MessageWriter to)
    {
        using var runner = new EngineCaseRunner(log: null);
        using var plain = new EngineRunner();
        WorkerJson.Write(to, _golden);
        to.End(MessageKind.Golden);
        var campaign = new Campaign(_target.Golden, _target.Settings, _golden);
        while (campaign.TryTake(out var one))
        {
            runner.Try(_target, [one!], result => { CaseMessages.WriteResult(to, result, 7); campaign.Accept(result); }, CancellationToken.None);
        }

        var run = runner.Run(_target);
        RunMessages.Write(to, run, NightAccount.Instance);
        RunMessages.Write(to, run, RecordAccount.Instance);
        RunMessages.Write(to, Rerun.Do(plain, _target.Golden, null, new RunOptions { KeepTrace = true }), RecordAccount.Instance);
    }

    private static byte[] Written(Action<MessageWriter> write)
    {
        using var stream = new MemoryStream();
        var to = new MessageWriter(stream);
        write(to);
        to.Flush();
        return stream.ToArray();
    }
}
