using Verifier.Kernel;

namespace Verifier.Acceptance.Cli;

/// <summary>Takes its time: so a test can interrupt it. Adds a letter to a file, named by the environment, when it begins.</summary>
public sealed class SleeperModel : BlockKeeper
{
    /// <summary>The variable that names the file.</summary>
    public const string BegunVariable = "VERIFIER_ACCEPTANCE_BEGUN";

    /// <inheritdoc/>
    public override string Name => "sleeper";

    /// <inheritdoc/>
    public override NTSTATUS DriverEntry(DriverObject driverObject, UnicodeString registryPath)
    {
        Thread.Sleep(50);
        if (Environment.GetEnvironmentVariable(BegunVariable) is { } path)
        {
            File.AppendAllText(path, ".");
        }

        return base.DriverEntry(driverObject, registryPath);
    }
}
