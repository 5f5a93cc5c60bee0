namespace Verifier.Kernel;

/// <summary>A driver in C#, as its image keeps it.</summary>
internal interface IModel
{
    /// <summary>The service name.</summary>
    string Name { get; }
}
