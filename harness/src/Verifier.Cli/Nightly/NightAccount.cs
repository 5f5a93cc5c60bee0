using Verifier.Engine.Verdicts;
using Verifier.Workers.Messages;

namespace Verifier.Cli.Nightly;

/// <summary>The record that a night keeps of a run that a worker does.</summary>
internal sealed class NightAccount : IRunAccount<NightRun>
{
    /// <summary>The only one that is needed.</summary>
    public static readonly NightAccount Instance = new();

    private NightAccount()
    {
    }

    /// <inheritdoc/>
    public string Name => "night";

    /// <inheritdoc/>
    public void Write(MessageWriter to, RunResult result) => WorkerJson.Write(to, NightRun.Of(result), NightJson.Default);

    /// <inheritdoc/>
    public NightRun Read(MessageReader from) => WorkerJson.Read<NightRun>(from.Content, NightJson.Default);
}
