namespace Verifier.Cli.Results;

/// <summary>The published schema of a campaign in results.ndjson: <c>harness/docs/schemas/campaign.schema.json</c>, carried in the program.</summary>
internal static class CampaignSchema
{
    /// <summary>What every campaign says it is. A later version may add properties, but not change or drop any, under the same number.</summary>
    public const string Version = "verifier-campaign/1";

    /// <summary>The schema.</summary>
    public static string Text => ResultsSchema.Read("campaign.schema.json");
}
