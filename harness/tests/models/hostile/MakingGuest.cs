using System.Diagnostics.CodeAnalysis;

namespace Verifier.HostileModels;

/// <summary>Is made as an environment variable says: it ends the process, never comes back, throws, or does nothing.</summary>
public sealed class MakingGuest : GuestDriver
{
    /// <summary>The variable.</summary>
    public const string Variable = "VERIFIER_HOSTILE_CONSTRUCTOR";

    /// <summary>Makes one.</summary>
    [SuppressMessage("Blocker Bug", "S2190", Justification = "never coming back is what it is for")]
    public MakingGuest()
    {
        switch (Environment.GetEnvironmentVariable(Variable))
        {
            case "exit":
                Environment.Exit(0);
                break;
            case "spin":
                while (true)
                {
                }

            case "throw":
                throw new InvalidOperationException("no");
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public override string Name => "guest-making";
}
