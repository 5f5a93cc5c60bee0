using System.Collections.Immutable;

namespace Verifier.Scenarios.Model;

/// <summary>An operation that gives output bytes, which runs are compared by.</summary>
public interface IOutputOperation
{
    /// <summary>Bytes of the output that differ from run to run, such as a counter or a serial number, and are not compared; ascending.</summary>
    ImmutableArray<ByteRange> Varies { get; }
}
