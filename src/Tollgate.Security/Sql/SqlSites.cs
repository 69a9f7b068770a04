namespace Tollgate.Security.Sql;

/// <summary>The places where values come into SQL, and whether it is carried out.</summary>
internal sealed class SqlSites
{
    private const int Most = Findings.Most;
    private readonly List<SqlSite> _sites = [];

    /// <summary>Notes a place; the value then knows it.</summary>
    public SqlValue Note(SqlValue value, int start, int end, bool isCarriedOut)
    {
        if (_sites.Count == Most)
        {
            return value with { IsFresh = false };
        }

        _sites.Add(new SqlSite(value.Build, value.Risk, start, end, value.Site) { IsCarriedOut = isCarriedOut });
        return value with { Site = _sites.Count - 1, IsFresh = false };
    }

    /// <summary>A noted text is carried out, and with it what it was made of.</summary>
    public void CarryOut(int site)
    {
        for (; site >= 0 && !_sites[site].IsCarriedOut; site = _sites[site].Before)
        {
            _sites[site].IsCarriedOut = true;
        }
    }

    /// <summary>Reports every place.</summary>
    public void Report(SourceLanguage language, ref Findings findings)
    {
        foreach (var site in _sites)
        {
            var (severity, confidence) = (site.Risk, site.IsCarriedOut) switch
            {
                (SqlRisk.Field, var isCarriedOut) => (Severity.Low, isCarriedOut ? 0.55f : 0.5f),
                (SqlRisk.Outside, true) => (Severity.High, 0.95f),
                (_, true) => (Severity.High, 0.85f),
                (SqlRisk.Outside, false) => (Severity.Medium, 0.8f),
                _ => (Severity.Medium, 0.65f),
            };
            findings.Add(new Finding(SqlRules.Of(language, site.Build), severity, confidence, site.Start, site.End, IsHidden: false));
        }
    }
}
