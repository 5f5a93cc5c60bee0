namespace Verifier.Scenarios.Model;

/// <summary><c>set-information</c>: IRP_MJ_SET_INFORMATION.</summary>
public sealed record SetInformationOperation : RequestOperation
{
    /// <inheritdoc/>
    public override string Word => "set-information";

    /// <summary>What is set.</summary>
    public required FileInformationClass Class { get; init; }

    /// <summary>The structure of the class.</summary>
    public required DataLiteral Data { get; init; }
}
