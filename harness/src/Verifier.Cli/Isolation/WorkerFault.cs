namespace Verifier.Cli.Isolation;

/// <summary>A worker could not be started or was lost while no run was under way: not the driver's doing, worth another try.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The reason, if it is known.</param>
internal sealed class WorkerFault(string message, Exception? inner = null) : Exception(message, inner);
