using System.Text.Json;

namespace Verifier.Reporting.Text;

/// <summary>Properties that are lists.</summary>
internal static class JsonLists
{
    /// <summary>A list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>A list of objects.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="name">The property.</param>
    /// <param name="items">The items of the list.</param>
    /// <param name="write">Writes the properties of one.</param>
    public static void WriteObjects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A list of lists.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="name">The property.</param>
    /// <param name="items">The items of the list.</param>
    /// <param name="write">Writes the values of one.</param>
    public static void WriteRows<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartArray();
            write(item);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
