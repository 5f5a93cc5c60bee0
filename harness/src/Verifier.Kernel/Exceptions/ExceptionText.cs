namespace Verifier.Kernel;

/// <summary>
/// The text of an exception of a driver. Its <see cref="Exception.Message"/> is the driver's code: it may throw itself, give nothing, or
/// give what is no text.
/// </summary>
internal static class ExceptionText
{
    private const int Longest = 2000;

    /// <summary>The message, of valid characters and at most 2000 of them; a sentence about it if it cannot be had.</summary>
    public static string MessageOf(Exception exception)
    {
        string? message;
        try
        {
            message = exception.Message;
        }
#pragma warning disable CA1031 // foreign code: any exception is a fact about the driver, not about the run
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"(its Message threw {e.GetType().Name})";
        }

        return message is null ? "(its Message is null)"
            : message.Length > Longest ? Valid(message[..Longest]) + "…" : Valid(message);
    }

    // Half a pair of surrogates becomes the replacement character.
    private static string Valid(string text) => string.Concat(text.EnumerateRunes());
}
