using System.Text.Json;

namespace Verifier.Cli.Commands.Explain;

/// <summary>One meaning of a word.</summary>
internal interface IExplanation
{
    /// <summary>Its property in the JSON document.</summary>
    string Property { get; }

    /// <summary>Writes it for people.</summary>
    void WriteTo(TextWriter output);

    /// <summary>Writes its properties.</summary>
    void WriteTo(Utf8JsonWriter json);
}
