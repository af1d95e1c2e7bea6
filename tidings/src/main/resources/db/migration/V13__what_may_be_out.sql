-- Whether a letter that was tried may be out already. A batch key alone does not say so: letters of a batch that was refused as a
-- whole have keys that they were not tried under yet, and those that are sent again at the risk of a second copy have none.
alter table delivery
    add column refused_attempt integer, -- nothing was taken up to this attempt, whatever key the letter has since
    add column doubted_attempt integer; -- this attempt's outcome is unknown, and the letter goes again as its digest asks
